import {
  type ExportedBlock,
  type ExportedEpisode,
  type ExportedSession,
  type ExportedTurn,
  episodeWords,
  headingOf,
  redactedWords,
  shorten,
} from '../exported-session.ts';
import { escapeHtml, formatPage } from './html-page.ts';
import { replayScript, replayStyle } from './replay-page.ts';

/** Characters of each tool output, tried in order until the page is small enough. */
const cuts = [4000, 1200, 400, 120];
const largest = 3_000_000;

/**
 * A replay in one file: the turns with their pushback, a timeline, keys and folding. It opens offline and asks for
 * nothing. Of a long session outputs are cut until the page is below 3 MB; `content-visibility` keeps it smooth.
 */
export const formatSessionHtml = (session: ExportedSession): string => {
  const last = cuts.length - 1;
  for (const [at, most] of cuts.entries()) {
    const body = toBody(shorten(session, most));
    if (body.length <= largest || at === last)
      return formatPage({ title: session.title, style: replayStyle, script: replayScript, body });
  }
  return '';
};

const toBody = (session: ExportedSession): string => {
  const { title, agent, model, project, startedAt, turns, of, episodes, redacted } = session;
  const facts = [
    agent,
    model,
    project,
    startedAt?.slice(0, 16).replace('T', ' '),
    `${turns.length} of ${of} turns`,
  ];
  const pushed = turns.filter(({ pushback }) => pushback !== null);
  return `<a class="skip" href="#turns">To the turns</a>
<header><h1>${escapeHtml(title)}</h1>
<p>${facts.flatMap(fact => (fact ? [escapeHtml(fact)] : [])).join(' · ')}</p>
<p class="soft">${escapeHtml(redactedWords(redacted))}</p>
<p class="soft">Keys: <kbd>j</kbd> <kbd>k</kbd> turn, <kbd>]</kbd> <kbd>[</kbd> pushback, <kbd>o</kbd> fold this turn, <kbd>t</kbd> fold all tools, <kbd>space</kbd> play, <kbd>g</kbd> <kbd>G</kbd> first and last.</p>
<details><summary>${pushed.length} pushback turns, ${episodes.length} episodes</summary><ul>${pushed
    .map(turn => `<li><a href="#t${turn.number}">${escapeHtml(headingOf(turn))}</a></li>`)
    .join('')}</ul>${episodes.map(toEpisode).join('')}</details>
<p id="said" role="status" aria-live="polite"></p></header>
${toTimeline(session)}
<main id="turns">${turns.map(toTurn).join('\n')}</main>`;
};

/** A strip of the whole: a tick a pushback, a band an episode; each leads there. */
const toTimeline = ({ turns, episodes }: ExportedSession): string => {
  const first = turns[0]?.number ?? 1;
  const span = Math.max(1, turns.length);
  const placeOf = (turn: number) => ((1000 * (turn - first)) / span).toFixed(1);
  const width = Math.max(2, 1000 / span);
  const bands = episodes.flatMap(({ onset, pushback, name }) => {
    const end = Math.max(...pushback, onset ?? 0);
    if (onset === null || end < onset) return [];
    const length = Math.max(width, (1000 * (end - onset + 1)) / span).toFixed(1);
    return [
      `<a href="#t${onset}"><rect class="band" x="${placeOf(onset)}" y="18" width="${length}" height="6"><title>${escapeHtml(name)}</title></rect></a>`,
    ];
  });
  const ticks = turns.flatMap(({ number, pushback }) =>
    pushback
      ? [
          `<a href="#t${number}" aria-label="turn ${number}"><rect class="tick" x="${placeOf(number)}" y="0" width="${width.toFixed(1)}" height="16"><title>turn ${number}: ${escapeHtml(pushback.class)}</title></rect></a>`,
        ]
      : [],
  );
  return `<nav aria-label="Timeline"><svg id="strip" viewBox="0 0 1000 26" preserveAspectRatio="none" role="group" aria-label="Pushback along the session">${bands.join('')}${ticks.join('')}<rect id="here" x="0" y="0" width="3" height="26"/></svg></nav>`;
};

const toEpisode = (episode: ExportedEpisode): string => {
  const { heading, labels } = episodeWords(episode);
  const { description, onset } = episode;
  return `<section class="episode"><h3>${escapeHtml(heading)}</h3><p>${escapeHtml(description)}</p>
<p class="soft">${escapeHtml(labels)}${onset === null ? '' : ` · <a href="#t${onset}">from turn ${onset}</a>`}</p></section>`;
};

const toTurn = (turn: ExportedTurn): string => {
  const { number, speaker, at, pushback, blocks } = turn;
  const pushed = pushback ? ` pushback` : '';
  const why =
    pushback && pushback.why.length > 0 ? `<p class="why">${escapeHtml(pushback.why.join('; '))}</p>` : '';
  return `<article id="t${number}" class="${speaker}${pushed}" tabindex="-1" aria-labelledby="h${number}"><h2 id="h${number}">${escapeHtml(headingOf(turn))}${at ? ` <time>${escapeHtml(at.slice(11, 16))}</time>` : ''}</h2>${why}${blocks.map(toBlock).join('')}</article>`;
};

const toBlock = (block: ExportedBlock): string => {
  switch (block.kind) {
    case 'text':
      return `<p class="text" dir="auto">${escapeHtml(block.text)}</p>`;
    case 'thinking':
      return `<details><summary>thinking</summary><pre>${escapeHtml(block.text)}</pre></details>`;
    case 'mark':
      return `<p class="soft">${escapeHtml(block.text)}</p>`;
    case 'tool': {
      const { name, target, status, edits, output } = block;
      const inside = [
        ...edits.map(
          ({ path, lines }) =>
            `<p class="soft">${escapeHtml(path)}</p><pre>${lines.map(toDiffLine).join('')}</pre>`,
        ),
        ...(output ? [`<pre>${escapeHtml(output)}</pre>`] : []),
      ].join('');
      const head = `<b>${escapeHtml(name)}</b> <code>${escapeHtml(target)}</code> <i class="${escapeHtml(status)}">${escapeHtml(status)}</i>`;
      return inside === ''
        ? `<p class="call">${head}</p>`
        : `<details class="tool"><summary>${head}</summary>${inside}</details>`;
    }
  }
};

const toDiffLine = (line: string): string => {
  const text = escapeHtml(`${line}\n`);
  if (line.startsWith('+')) return `<ins>${text}</ins>`;
  return line.startsWith('-') ? `<del>${text}</del>` : text;
};
