import { join } from 'node:path';
import { expect, test } from 'vitest';
import { exportSession } from '../../src/app/export-session.ts';
import { exportText } from '../../src/app/export-text.ts';
import type { ExportedSession } from '../../src/report/exported-session.ts';
import { formatSessionCast } from '../../src/report/formats/session-cast.ts';
import { formatSessionHtml } from '../../src/report/formats/session-html.ts';
import { countRequests, hasChromium, openTab } from '../helpers/chromium.ts';
import {
  makeEpisode,
  makeHead,
  makePushback,
  makeTurn,
  textBlock,
  toolBlock,
} from '../helpers/fake-session.ts';
import { payloads } from '../helpers/hostile-text.ts';
import { emptyFolder, writeText } from '../helpers/write-log.ts';

const token = `ghp_${'a1B2'.repeat(9)}`;
const turns = [
  makeTurn(1, 'developer', textBlock('Deploy the shop from /home/marta/shop')),
  makeTurn(
    2,
    'agent',
    textBlock(`I will use ${token}.`),
    toolBlock({
      name: 'Edit',
      target: 'deploy.sh',
      output: `pushed with ${token.slice(0, 20)}`,
      edits: [{ path: 'deploy.sh', before: 'echo a\n', after: `curl -H "Authorization: Bearer ${token}"\n` }],
    }),
  ),
  makeTurn(3, 'developer', textBlock('No, never print the token')),
  makeTurn(4, 'agent', textBlock('Sorry.')),
  makeTurn(5, 'developer', textBlock('Now the header')),
  makeTurn(6, 'agent', textBlock(`Done.${'\nOne more line.'.repeat(120)}`)),
];
const source = {
  head: makeHead({ title: 'Deploy', project: '/home/marta/shop' }),
  turns,
  pushbacks: [makePushback(3, { signals: [{ kind: 'words', text: 'No,', start: 0, end: 3 }] })],
  episodes: [makeEpisode({ onset: 2, pushback: [3], evidence: [] })],
};
const all = { turns: null, episode: null };
const formats = ['md', 'csv', 'html', 'cast'] as const;

test.each(formats)(
  'as %s no secret and no user name is in it, not even a piece that an output shows',
  async format => {
    const exported = exportSession(source, all, { reveal: false });
    const text = await exportText(exported, format);
    expect(text).not.toContain(token.slice(0, 20));
    expect(text).not.toContain('marta');
    expect(text).toContain('REDACTED:user:1');
    expect(exported.redacted).toMatchObject({ user: 1 });
  },
);

test('revealed, everything stands as it was and it says so', async () => {
  const text = await exportText(exportSession(source, all, { reveal: true }), 'md');
  expect(text).toContain(`I will use ${token}.`);
  expect(text).toContain('nothing is hidden');
});

test('a range of turns or what one episode spans can be exported, with what the rest gives away hidden', () => {
  const some = exportSession(source, { turns: { from: 3, to: 4 }, episode: null }, { reveal: false });
  expect(some.turns.map(({ number }) => number)).toEqual([3, 4]);
  const one = exportSession(source, { turns: null, episode: 'M001' }, { reveal: false });
  expect(one.turns.map(({ number }) => number)).toEqual([1, 2, 3, 4]);
  expect(() => exportSession(source, { turns: null, episode: 'M009' }, { reveal: false })).toThrow(
    'no episode M009',
  );
  expect(() =>
    exportSession(source, { turns: { from: 90, to: 99 }, episode: null }, { reveal: false }),
  ).toThrow('no turn from 90');
});

test('Markdown keeps foreign text in a fence that it cannot close', async () => {
  const hostile = {
    ...source,
    turns: [makeTurn(1, 'developer', textBlock('````\n# owned\n![x](http://x)'))],
  };
  const text = await exportText(exportSession(hostile, all, { reveal: true }), 'md');
  expect(text).toContain('`````text\n````\n# owned\n![x](http://x)\n`````');
});

test('an asciicast is a header and events in time order, with a marker at each pushback', () => {
  const [header, ...events] = formatSessionCast(exportSession(source, all, { reveal: false }))
    .split('\n')
    .map(line => JSON.parse(line));
  expect(header).toMatchObject({ version: 2, width: 100, height: 30, title: 'Deploy' });
  const times = events.map(([time]: [number]) => time);
  expect(times).toEqual(times.toSorted((a: number, b: number) => a - b));
  expect(events.filter(([, kind]: [number, string]) => kind === 'm')).toEqual([
    [expect.any(Number), 'm', '↯ correction, turn 3'],
  ]);
});

test('nothing that a log holds is obeyed by the terminal that plays it', () => {
  const hostile = {
    ...source,
    turns: payloads.map((text, at) =>
      makeTurn(
        at + 1,
        at % 2 === 0 ? 'developer' : 'agent',
        textBlock(text),
        toolBlock({ name: text, target: text, output: text }),
      ),
    ),
  };
  const played = formatSessionCast(exportSession(hostile, all, { reveal: true }))
    .split('\n')
    .slice(1)
    .map(line => JSON.parse(line)[2])
    .join('');
  // Our own colours, and nothing else that a terminal obeys.
  const left = played.replaceAll(/\u001b\[\d*m|\r\n/g, '');
  expect(left).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/);
});

test('a page of a long session stays below three megabytes', () => {
  const long = Array.from({ length: 3000 }, (_, at) =>
    makeTurn(
      at + 1,
      at % 2 === 0 ? 'developer' : 'agent',
      textBlock('words '.repeat(20)),
      ...(at % 2 === 0
        ? []
        : [toolBlock({ name: 'Bash', target: 'ls', output: 'line of output\n'.repeat(2000) })]),
    ),
  );
  const session: ExportedSession = exportSession({ ...source, turns: long }, all, { reveal: true });
  const page = formatSessionHtml(session);
  expect(page.length).toBeLessThan(3_100_000);
  expect(page).toContain('characters left out');
});

test.skipIf(!hasChromium)(
  'in a browser the keys lead from turn to turn and to pushback, and fold (skipped where there is no Chromium)',
  async () => {
    const page = formatSessionHtml(exportSession(source, all, { reveal: false }));
    const tab = await openTab(writeText(join(emptyFolder(), 'replay.html'), page));
    const here = () => tab.read('document.activeElement.id');
    const said = () => tab.read('document.getElementById("said").textContent');
    await tab.press('j');
    expect(await here()).toBe('t2');
    await tab.press('o');
    expect(await tab.read('document.querySelector("#t2 details.tool").open')).toBe(true);
    await tab.press(']');
    expect([await here(), await said()]).toEqual(['t3', 'Turn 3, developer: ↯ correction (0.80)']);
    await tab.press(']');
    expect(await said()).toBe('no later pushback');
    await tab.press('G');
    expect(await here()).toBe('t6');
    // The timeline stays in view.
    expect(await tab.read('document.querySelector("nav").getBoundingClientRect().top')).toBe(0);
    await tab.press('[');
    expect(await here()).toBe('t3');
    await tab.press('g');
    await tab.press(' ');
    expect(await said()).toBe('playing');
    await tab.press(' ');
    expect(await said()).toBe('paused');
    expect(await tab.read('document.querySelectorAll("nav a").length')).toBe(2);
    tab.close();
  },
  120_000,
);

test.skipIf(!hasChromium)(
  'a hostile session runs nothing and asks for nothing (skipped where there is no Chromium)',
  async () => {
    const server = await countRequests();
    const { address } = server;
    const attacks = [
      `<script src="${address}/a"></script><script>document.title='owned'</script>`,
      `"><img src="${address}/b" onerror="document.title='owned'">`,
      `</style></title><iframe src="${address}/c"></iframe><link rel=stylesheet href="${address}/d">`,
      `<svg onload="document.title='owned'"><a href="javascript:document.title='owned'">x</a></svg>`,
      `<meta http-equiv="refresh" content="0;url=${address}/e"><base href="${address}/f">`,
      `'); document.title='owned'; ('`,
    ];
    const hostile = {
      ...source,
      head: makeHead({ title: attacks.join(' '), project: attacks[1] ?? '' }),
      turns: attacks.map((text, at) =>
        makeTurn(
          at + 1,
          at % 2 === 0 ? 'developer' : 'agent',
          textBlock(text),
          toolBlock({
            name: text,
            target: text,
            output: text,
            edits: [{ path: text, before: '', after: text }],
          }),
        ),
      ),
      pushbacks: [
        makePushback(3, { signals: [{ kind: 'words', text: attacks[0] ?? '', start: 0, end: 1 }] }),
      ],
      episodes: [
        makeEpisode({
          name: attacks[1] ?? '',
          description: attacks[0] ?? '',
          onset: 2,
          pushback: [3],
          evidence: [],
        }),
      ],
    };
    const page = formatSessionHtml(exportSession(hostile, all, { reveal: true }));
    // The same with its escapes undone: what the policy alone stops.
    const leaky = page.replace('<main id="turns">', `<main id="turns">${attacks.slice(0, 4).join('')}`);
    for (const text of [page, leaky]) {
      const tab = await openTab(writeText(join(emptyFolder(), 'hostile.html'), text));
      expect(await tab.read('document.title')).not.toBe('owned');
      expect(await tab.read('document.querySelectorAll("article").length')).toBe(attacks.length);
      tab.close();
    }
    expect(server.asked()).toEqual([]);
    server.close();
  },
  120_000,
);
