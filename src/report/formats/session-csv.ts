import type { ExportedSession } from '../exported-session.ts';
import { toCsvLine } from './csv.ts';

/** A row a turn: what was said in whole, how many tools were called, and the pushback. */
export const formatSessionCsv = ({ id, turns, episodes }: ExportedSession): string =>
  [
    ['session', 'turn', 'speaker', 'at', 'text', 'tool_calls', 'pushback', 'strength', 'episodes'],
    ...turns.map(({ number, speaker, at, blocks, pushback }) => {
      const text = blocks.flatMap(block => (block.kind === 'text' ? [block.text] : [])).join('\n\n');
      const calls = blocks.filter(({ kind }) => kind === 'tool').length;
      const held = episodes.filter(
        ({ onset, pushback: turns }) => onset === number || turns.includes(number),
      );
      return [
        ...[id, number, speaker, at, text, calls],
        ...[pushback?.class ?? null, pushback?.strength ?? null],
        held.map(one => one.id).join(' '),
      ];
    }),
  ]
    .map(toCsvLine)
    .join('\n');
