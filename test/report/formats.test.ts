import { join } from 'node:path';
import stringWidth from 'string-width';
import { expect, test } from 'vitest';
import type { SessionSummary } from '../../src/domain/session-summary.ts';
import { buildReport } from '../../src/report/build-report.ts';
import { formatCsv, toCsvLine } from '../../src/report/formats/csv.ts';
import { formatHtml } from '../../src/report/formats/html.ts';
import { formatMarkdown } from '../../src/report/formats/markdown.ts';
import { formatTerminal } from '../../src/report/formats/terminal.ts';
import { countRequests, hasChromium, openPage } from '../helpers/chromium.ts';
import {
  makeEpisode,
  makeHead,
  makePushback,
  makeSummary,
  makeTurn,
  textBlock,
} from '../helpers/fake-session.ts';
import { payloads } from '../helpers/hostile-text.ts';
import { emptyFolder, writeText } from '../helpers/write-log.ts';

const turns = Array.from({ length: 10 }, (_, at) =>
  makeTurn(at + 1, at % 2 === 0 ? 'developer' : 'agent', textBlock('words')),
);
const session = (id: number, more: Parameters<typeof makeHead>[0] = {}): SessionSummary => {
  const summary = makeSummary(turns, [
    makePushback(3, { signals: [{ kind: 'words', text: 'no', start: 0, end: 2 }] }),
    makePushback(5, {
      class: 'interruption',
      signals: [{ kind: 'interruption', text: 'Esc', start: null, end: null }],
    }),
  ]);
  const origins = [
    { turn: 3, onset: 2, span: { turns: 1, toolCalls: 4, minutes: 2, tokens: null }, rule: null },
    { turn: 5, onset: 2, span: { turns: 3, toolCalls: 9, minutes: 7, tokens: null }, rule: null },
  ];
  const counts = summary.counts && { ...summary.counts, origins };
  return { ...summary, counts, head: makeHead({ id: `claude-code:${id}`, path: `${id}.jsonl`, ...more }) };
};

const reportOf = (sessions: readonly SessionSummary[], isClassified = true) =>
  buildReport({
    sessions,
    judgements: new Map(
      isClassified
        ? sessions.map(({ head }) => [head.id, { judge: 'offline', episodes: [makeEpisode()] }] as const)
        : [],
    ),
    showsSign: source => source === 'claude-code',
    unread: 2,
    narrowedBy: '--agent claude',
  });
const many = Array.from({ length: 30 }, (_, at) => session(at));

test('a person reads shares with interval and fraction, and the study beside them', () => {
  const text = formatTerminal(reportOf(many), 100);
  expect(text).toContain('30 sessions, 2026-11-01 to 2026-11-01, --agent claude; 30 of them classified.');
  expect(text).toMatch(/any +40\.0 % \(33–48\) 60\/150 +60 {2}█{24}/);
  expect(text).toMatch(/S3 Developer Constraint Violation +100\.0 % \(89–100\) 30\/30 +38\.3 %/);
  expect(text).toMatch(/files that could not be read +2/);
  expect(text).toMatch(/classified by offline +100\.0 %/);
});

test('pushback without a word is counted where the log can show it', () => {
  const gemini = session(90, { source: 'gemini', agent: 'Gemini CLI' });
  expect(formatTerminal(reportOf([...many, gemini]), 100)).toMatch(
    /an interruption +20\.0 % \(14–27\) 30\/150 +100\.0 % \(89–100\) 30\/30 +1/,
  );
});

test('what went undetected has a median, and what no log told is counted', () => {
  const text = formatTerminal(reportOf(many), 100);
  expect(text).toMatch(/tool calls +6\.50 \(4–9\) n 60 +9 +60 +0/);
  expect(text).toMatch(/tokens +too few to tell n 0 +few +0 +60/);
});

test('a matter that is pushed back on again makes the answer before it one that did not help', () => {
  expect(formatTerminal(reportOf(many), 100)).toMatch(/after any other answer +50\.0 % \(38–62\) 30\/60/);
});

test('few sessions tell their counts and no percentage, and what no log tells is unknown', () => {
  const text = formatTerminal(reportOf([session(1)], false), 100);
  expect(text).toMatch(/any +too few to tell 2\/5/);
  expect(text).toMatch(/context fill +unknown/);
  expect(text).toMatch(/never classified +100\.0 %/);
});

test.each([40, 60, 80, 120, 200])('no line is wider than %i columns', width => {
  const long = session(99, { project: '長い計画'.repeat(40), agent: 'x'.repeat(90) });
  const lines = formatTerminal(reportOf([...many, long]), width).split('\n');
  expect(lines.filter(line => stringWidth(line) > width)).toEqual([]);
});

test('CSV has a row a figure and no formula', () => {
  const lines = formatCsv(reportOf([...many, session(77, { project: '=HYPERLINK("http://x")' })])).split(
    '\n',
  );
  expect(lines[0]).toBe('section,table,row,name,column,unit,value,hits,n,low,high,missing');
  expect(lines).toContainEqual(
    expect.stringMatching(
      /^symptoms,symptoms,S3,Developer Constraint Violation,here,share,1,31,31,0\.8\d+,[^,]+,$/,
    ),
  );
  expect(lines).toContainEqual(expect.stringContaining(`"'=HYPERLINK(""http://x"")"`));
  expect(toCsvLine(['-1', -1, null, 'a\nb'])).toBe(`'-1,-1,,"a\nb"`);
});

test('a hostile name is no markup and no control character in any format', () => {
  const names = [
    ...payloads,
    '<script>x</script>',
    '| a |',
    '[x](javascript:y)',
    '</style><img src=x onerror=y>',
  ];
  const report = reportOf(names.map((name, at) => session(at, { project: name, agent: name, model: name })));
  const markdown = formatMarkdown(report);
  expect(markdown).not.toMatch(/(?<!\\)<script|(?<!\\)\[x/);
  for (const text of [formatTerminal(report, 100), markdown, formatCsv(report), formatHtml(report)])
    expect(text).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e]/);
  expect(formatHtml(report)).not.toMatch(/<script|<img/);
});

test.skipIf(!hasChromium)(
  'a browser runs and asks for nothing of a hostile page, and shows every table (skipped where there is no Chromium)',
  async () => {
    const server = await countRequests();
    const names = ['script', 'img', 'iframe', 'object', 'link'].map(
      tag =>
        `"><${tag} src="${server.address}/${tag}" data="${server.address}/${tag}" href="${server.address}/${tag}" rel=stylesheet onerror="document.title='owned'">document.title='owned'</${tag}>`,
    );
    const page = formatHtml(reportOf(names.map((name, at) => session(at, { project: name }))));
    // What an escape might miss one day, the policy stops.
    const leaky = page.replace(
      '<main>',
      `<main>${names.join('')}<p style="background:url(${server.address}/css)">`,
    );
    const folder = emptyFolder();
    for (const [name, text] of [
      ['page', page],
      ['leaky', leaky],
    ] as const) {
      const shown = await openPage(writeText(join(folder, `${name}.html`), text));
      expect(shown).toContain('<title>Pushback report</title>');
      expect(shown.match(/<table/g)).toHaveLength(page.match(/<table/g)?.length ?? 0);
    }
    expect(server.asked()).toEqual([]);
    server.close();
  },
  120_000,
);
