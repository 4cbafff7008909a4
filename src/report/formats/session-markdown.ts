import { oneLine, sanitise } from '../../domain/sanitise.ts';
import {
  type ExportedBlock,
  type ExportedEpisode,
  type ExportedSession,
  episodeWords,
  headingOf,
  redactedWords,
  shorten,
} from '../exported-session.ts';
import { escapeMarkdown } from './markdown.ts';

/** Characters of a tool's output that a reader gets. */
const mostOutput = 2000;

/** The session as Markdown. Every foreign text stands in a fence that it cannot close, so that none of it is markup. */
export const formatSessionMarkdown = (session: ExportedSession): string => {
  const { title, agent, model, project, startedAt, turns, of, episodes, redacted } = session;
  const facts = [agent, model, project, startedAt?.slice(0, 16).replace('T', ' ')]
    .filter(Boolean)
    .join(' · ');
  const count =
    turns.length === of ? `${of} turns` : `turns ${turns[0]?.number} to ${turns.at(-1)?.number} of ${of}`;
  return [
    `# ${escapeMarkdown(title)}`,
    '',
    escapeMarkdown(`${facts} · ${count}`),
    '',
    `*${escapeMarkdown(redactedWords(redacted))}*`,
    ...episodes.flatMap(toEpisode),
    ...shorten(session, mostOutput).turns.flatMap(turn => [
      '',
      `## ${escapeMarkdown(headingOf(turn))}`,
      ...(turn.pushback && turn.pushback.why.length > 0
        ? ['', `*${escapeMarkdown(turn.pushback.why.map(one => oneLine(one, 200)).join('; '))}*`]
        : []),
      ...turn.blocks.flatMap(block => ['', ...toLines(block)]),
    ]),
    '',
  ].join('\n');
};

const toEpisode = (episode: ExportedEpisode): string[] => {
  const { heading, labels } = episodeWords(episode);
  const from = episode.onset === null ? '' : ` from turn ${episode.onset}`;
  return [
    '',
    `> **${escapeMarkdown(heading)}**${from}: ${escapeMarkdown(labels)}`,
    `> ${escapeMarkdown(episode.description)}`,
  ];
};

const toLines = (block: ExportedBlock): string[] => {
  switch (block.kind) {
    case 'text':
      return [fence(block.text, 'text')];
    case 'thinking':
      return ['*thinking*', '', fence(block.text, 'text')];
    case 'mark':
      return [`*${escapeMarkdown(block.text)}*`];
    case 'tool':
      return [
        `**${escapeMarkdown(block.name)}** ${escapeMarkdown(block.target)} *${block.status}*`,
        ...block.edits.flatMap(({ path, lines }) => [
          '',
          escapeMarkdown(path),
          '',
          fence(lines.join('\n'), 'diff'),
        ]),
        ...(block.output ? ['', fence(block.output, 'text')] : []),
      ];
  }
};

/** A fence longer than any that the text holds. */
const fence = (text: string, info: string): string => {
  const safe = sanitise(text);
  const longest = Math.max(2, ...[...safe.matchAll(/`+/g)].map(([run]) => run.length));
  const mark = '`'.repeat(longest + 1);
  return `${mark}${info}\n${safe}\n${mark}`;
};
