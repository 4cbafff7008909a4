import { describe, expect, test } from 'vitest';
import { toDeletionNotice } from '../../src/app/hints.ts';
import { makeHead, makeSummary } from '../helpers/fake-session.ts';

const now = new Date('2026-11-30T00:00:00Z');
const session = (day: string, source: 'claude-code' | 'codex' = 'claude-code') => ({
  ...makeSummary([], []),
  head: makeHead({ source, endedAt: `${day}T10:00:00.000Z` }),
});

test('a log of Claude Code that goes within ten days is told, with the days and the setting', () => {
  expect(toDeletionNotice([session('2026-11-09')], null, now)).toMatch(/after 30 days.*"cleanupPeriodDays"/);
  expect(toDeletionNotice([session('2026-11-20')], null, now)).toBeNull();
  expect(toDeletionNotice([session('2026-11-01', 'codex')], null, now)).toBeNull();
  expect(toDeletionNotice([], null, now)).toBeNull();
});

describe('what Claude Code was told itself counts', () => {
  test.each([
    ['{"cleanupPeriodDays": 365}', null],
    ['{"cleanupPeriodDays": 20}', 'after 20 days'],
    ['{"cleanupPeriodDays": "x"}', 'after 30 days'],
    ['{ torn', 'after 30 days'],
    ['null', 'after 30 days'],
  ])('%s', (settings, words) => {
    const notice = toDeletionNotice([session('2026-11-05')], settings, now);
    if (words === null) expect(notice).toBeNull();
    else expect(notice).toContain(words);
  });
});
