import { expect, test } from 'vitest';
import { exportStudy } from '../../src/app/export-study.ts';
import { makeClassification, makeEpisode, makeHead, makeSummary } from '../helpers/fake-session.ts';

const { annotation } = makeEpisode();
const summary = { ...makeSummary([], []), head: makeHead({ project: 'secret-shop' }) };
const own = {
  ...annotation,
  symptom: {
    labels: ['S8' as const],
    other: 'asked dev@example.com for the password',
    reasoning: 'Quotes a secret.',
  },
  cause: { labels: [{ label: 'C7' as const, tier: null }], reasoning: '' },
};
const review = { annotation: own, reason: null, note: 'private', at: '' };
const run = makeClassification({
  episodes: [
    makeEpisode(),
    makeEpisode({ id: 'M002', review: { ...review, decision: 'edited' } }),
    makeEpisode({ id: 'M003', review: { ...review, decision: 'rejected' } }),
  ],
});

test('a row holds every column of the study, by its names, and what no log tells is null', () => {
  const [row] = exportStudy([{ summary, run }], { reveal: true });
  expect(row).toEqual({
    repository_id: 'secret-shop',
    session_id: 'session_001',
    misalignment_id: 'M001',
    alignment_goal: 'instruction',
    confidence: 'high',
    source: 'claude-code',
    session_count_id: 1,
    num_commits: null,
    license_type: null,
    session_sha: 'claude-code:one',
    session_timestamp: '2026-11-01T09:00:00.000Z',
    session_type: 'CLI',
    agent: 'Claude Code',
    user_turns: 0,
    agent_turns: 0,
    ...{ S1: false, S2: false, S3: true, S4: false, S5: false, S6: false, S7: false, S8: false },
    symptom_other_descriptor: null,
    ...{ C1: null, C2: null, C3: null, C4: null, C5: null, C6: 'direct', C7: null },
    damage_severity: 'DS2',
    damage_locus: 'DL1',
    resolution_status: 'RS2',
    resolver: null,
  });
});

test('a person’s labels stand in place of the engine’s, and what they rejected is no row', () => {
  const rows = exportStudy([{ summary, run }], { reveal: true });
  expect(rows.map(({ misalignment_id: id, S3, S8, C7 }) => [id, S3, S8, C7])).toEqual([
    ['M001', true, false, null],
    ['M002', false, true, 'not_applicable'],
  ]);
});

test('names are hidden unless they shall be seen, and one name is always hidden alike', () => {
  const rows = exportStudy([{ summary, run }], { reveal: false });
  const text = JSON.stringify(rows);
  for (const secret of ['secret-shop', 'claude-code:one', 'dev@example.com', 'private', 'Quotes a secret'])
    expect(text).not.toContain(secret);
  expect(rows[1]?.symptom_other_descriptor).toBe('asked [REDACTED:email:1] for the password');
  expect(new Set(rows.map(({ repository_id: repository }) => repository)).size).toBe(1);
  expect(rows[0]?.session_sha).toMatch(/^[0-9a-f]{16}$/);
});

test('sessions are numbered within their repository', () => {
  const other = { ...summary, head: makeHead({ id: 'claude-code:two', project: 'other' }) };
  const third = { ...summary, head: makeHead({ id: 'claude-code:three', project: 'secret-shop' }) };
  const one = { ...run, episodes: [makeEpisode()] };
  const rows = exportStudy(
    [summary, other, third].map(each => ({ summary: each, run: one })),
    { reveal: true },
  );
  expect(rows.map(({ repository_id, session_id }) => [repository_id, session_id])).toEqual([
    ['secret-shop', 'session_001'],
    ['other', 'session_001'],
    ['secret-shop', 'session_002'],
  ]);
});
