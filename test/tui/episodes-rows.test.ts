import { stripVTControlCharacters } from 'node:util';
import { expect, test } from 'vitest';
import { toDocument, toPlanLines } from '../../src/tui/screens/episodes/episodes-rows.ts';
import { openEpisodes } from '../../src/tui/screens/episodes/episodes-state.ts';
import { makeClassification, makeEpisode, makePlan, makeSummary } from '../helpers/fake-session.ts';

test('an episode says what it cost until it was seen, and on a narrow screen the line wraps', () => {
  const span = { turns: 3, toolCalls: 12, minutes: 41.5, tokens: 151_914 };
  const classification = makeClassification({ episodes: [makeEpisode({ span })] });
  const state = { ...openEpisodes(makeSummary([], []), null), classification };
  const at = (width: number) => toDocument(state, width).lines.map(line => stripVTControlCharacters(line));
  expect(at(100)).toContain('    undetected 3 turns, 12 tool calls, 41.5 minutes, 151,914 tokens');
  const from = at(40).findIndex(line => line.includes('undetected'));
  expect(at(40).slice(from, from + 2)).toEqual([
    '    undetected 3 turns, 12 tool calls,',
    '    41.5 minutes, 151,914 tokens',
  ]);
});

test('the question before sending tells another computer from a program on this one', () => {
  const first = (endpoint: string) =>
    stripVTControlCharacters(toPlanLines(makePlan({ endpoint }), 100)[0] ?? '');
  expect(first('http://127.0.0.1:8080/v1')).toContain('a program on this machine');
  expect(first('http://localhost/v1')).toContain('a program on this machine');
  expect(first('https://localhost.example.org/v1')).toContain('would leave this machine');
  expect(first('https://api.openai.com/v1')).toContain('would leave this machine');
});
