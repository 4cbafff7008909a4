import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runCli } from '../helpers/run-cli.ts';
import { emptyFolder, writeText } from '../helpers/write-log.ts';

const home = emptyFolder();
const sample = ['--sessions', 'sessions/claude-code/checkout-currency'];
const run = (...args: string[]) => runCli([...args, ...sample], { home });
const json = (...args: string[]) => JSON.parse(run(...args, '--json').out);

test('review lists what waits, its agreement has every question, and the runs of a session are compared', () => {
  expect(run('review')).toMatchObject({ code: 0, out: 'No episode waits for you.\n' });
  expect(run('review', 'b0ca5f7f')).toMatchObject({ code: 3 });
  expect(run('export', 'b0ca5f7f')).toMatchObject({ code: 3 });
  expect(run('classify', 'b0ca5f7f')).toMatchObject({ code: 0 });
  expect(run('review', 'b0ca5f7f').out).toContain('Only one run');
  const { episodes, earlier } = json('classify', 'b0ca5f7f');
  expect(episodes[0]).toMatchObject({ review: null });
  expect(earlier).toEqual([]);

  expect(json('show', 'b0ca5f7f').classification.episodes[0]).toMatchObject({ id: 'M001', review: null });

  const { total, items } = json('review', '--limit', '2');
  expect(total).toBe(episodes.length);
  expect(items).toHaveLength(2);
  expect(items[0]).toMatchObject({
    session: expect.stringContaining('b0ca5f7f'),
    disagreements: [],
    episode: { review: null },
  });
  const { runs, comparisons } = json('review', 'b0ca5f7f');
  expect(runs).toHaveLength(2);
  expect(comparisons).toMatchObject([{ comparison: { onlyLeft: [], onlyRight: [] } }]);
  expect(comparisons[0].comparison.pairs).toHaveLength(episodes.length);
  expect(run('review', 'b0ca5f7f').out).toContain('both: M001');

  const { agreement } = json('review', '--agreement');
  expect(Object.keys(agreement[0].on)).toEqual(['episode', 'symptom', 'cause', 'outcome', 'resolution']);
  expect(run('review', '--agreement').out).toContain('person and offline');

  const rows = json('export', '--format', 'study');
  expect(rows).toHaveLength(episodes.length);
  expect(rows[0]).toMatchObject({
    session_id: 'session_001',
    misalignment_id: 'M001',
    source: 'claude-code',
  });
  expect(JSON.stringify(rows)).not.toContain('b0ca5f7f');
  expect(JSON.stringify(json('export', 'b0ca5f7f', '--reveal', '--yes'))).toContain('b0ca5f7f');
});

test('what a newer version kept is told where it would be missed', () => {
  const newer = emptyFolder();
  const here = (...args: string[]) => runCli([...args, ...sample], { home: newer });
  expect(here('classify', 'b0ca5f7f')).toMatchObject({ code: 0 });
  const kept = join(newer, '.local/share/pushback/sessions');
  const file = join(kept, readdirSync(kept)[0] ?? '');
  writeText(file, readFileSync(file, 'utf8').replace(/"version": \d+/, '"version": 99'));
  for (const command of ['list', 'review', 'export'])
    expect(here(command).talk).toContain('1 file not read (pushback doctor lists them)');
});
