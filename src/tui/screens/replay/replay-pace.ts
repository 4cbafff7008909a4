import { stripVTControlCharacters } from 'node:util';
import { nextStep } from './next-step.ts';
import type { Step } from './replay-model.ts';
import { type ReplayState, type ReplayWorld, viewOf } from './replay-state.ts';

/** As the log's clock went, as fast as one reads, or one block after the other without a pause. */
export type Pace = 'real' | 'paced' | 'instant';
export const paces: readonly Pace[] = ['real', 'paced', 'instant'];

/** Where playing goes next, and how many milliseconds after it came to where it is. */
export type Beat = { readonly step: Step; readonly delay: number };

/** Characters a second at 250 words a minute. */
const readingSpeed = 21;
/** What a block without words, as a tool call without output, is looked at. */
const glance = 300;
const idleLimit = 2000;
/** A frame; and what several lines that appear at once must fill, so that long answers run and do not flicker. */
const shortestBeat = 16;
const shortestLines = 40;
const instantBeat = 250;
/** An agent's words come about so fast. */
const streamedLine = 40;

/** A block appears line by line: how long each line takes, and how long the whole block stays after its last one. */
type Timing = { readonly lines: readonly number[]; readonly hold: number };
type Chunk = { readonly end: number; readonly time: number };

/**
 * The next beat of playing; null at the end. A block that is longer than a line comes in parts, never more than a
 * window at once, so that nothing runs past unseen. At any speed every block has its beat.
 */
export const toBeat = (at: ReplayWorld, state: ReplayState): Beat | null => {
  const view = viewOf(state, at.width);
  const { step, speed } = state;
  const next = nextStep(at.model, { ...step, line: null }, 1, view);
  const partsOf = (one: Step) => {
    const timing = timingOf(at, state, one, nextStep(at.model, one, 1, view));
    return { timing, chunks: toChunks(timing.lines, pageOf(at), state.pace === 'instant' ? null : speed) };
  };
  const { timing, chunks } = partsOf({ ...step, line: null });
  const shown = step.line ?? timing.lines.length;
  const here = chunks.findIndex(chunk => chunk.end >= shown);
  const more = chunks[here + 1];
  const wait = (time: number) => Math.max(shortestBeat, time / speed);
  const time = chunks[here]?.time ?? 0;
  if (more) return { step: { ...step, line: upTo(more, chunks) }, delay: wait(time) };
  if (!next) return null;
  const first = partsOf(next).chunks;
  return { step: { ...next, line: upTo(first[0], first) }, delay: wait(time + timing.hold) };
};

const upTo = (chunk: Chunk | undefined, chunks: readonly Chunk[]): number | null =>
  !chunk || chunk === chunks.at(-1) ? null : chunk.end;

/**
 * When the next beat is due: counted from when the last one was due and not from when it was drawn, so that playing
 * does not fall behind its clock. After a long stop (the machine slept) it goes on from now.
 */
export const dueAfter = (lastDue: number | null, delay: number, now: number): number =>
  lastDue === null || now - lastDue - delay > longestLag ? now + delay : lastDue + delay;
const longestLag = 1000;

const timingOf = (at: ReplayWorld, state: ReplayState, step: Step, next: Step | null): Timing => {
  // A header alone says nothing that one would wait for.
  if (step.block < 0) return { lines: [], hold: 0 };
  const lines = at.model.blockLines(step, viewOf(state, at.width));
  if (state.pace === 'instant') {
    const pages = Math.max(1, Math.ceil(lines.length / pageOf(at)));
    return evenly(lines.length, instantBeat / pageOf(at), pages * instantBeat);
  }
  const reading = lines.map(line => (stripVTControlCharacters(line).trim().length / readingSpeed) * 1000);
  const read = reading.reduce((sum, time) => sum + time, 0);
  if (state.pace === 'paced') return { lines: reading, hold: Math.max(0, glance - read) };
  const pause = limited(gapOf(at, step, next) ?? Math.max(glance, read), state.idle);
  return evenly(lines.length, Math.min(streamedLine, pause / Math.max(1, lines.length)), pause);
};

const evenly = (count: number, line: number, whole: number): Timing => ({
  lines: new Array<number>(count).fill(line),
  hold: Math.max(0, whole - line * count),
});

const pageOf = ({ height }: ReplayWorld): number => Math.max(1, height - 1);

const limited = (pause: number, idle: ReplayState['idle']): number => {
  if (idle === 'real') return pause;
  return Math.min(pause, idle === 'none' ? glance : idleLimit);
};

/** The log's own pause between two blocks; null where it does not say. */
const gapOf = ({ model }: ReplayWorld, step: Step, next: Step | null): number | null => {
  const from = model.turn(step.turn)?.blocks[Math.max(0, step.block)]?.at;
  const to = next && model.turn(next.turn)?.blocks[Math.max(0, next.block)]?.at;
  const gap = from && to ? Date.parse(to) - Date.parse(from) : Number.NaN;
  return Number.isNaN(gap) ? null : Math.max(0, gap);
};

/** Lines that come together: as many as fill the shortest beat at a speed (null: a page at once), at most `most`. */
const toChunks = (lines: readonly number[], most: number, speed: number | null): Chunk[] => {
  const chunks: Chunk[] = [];
  let [start, time] = [0, 0];
  lines.forEach((line, index) => {
    time += line;
    const isFull = (speed !== null && time / speed >= shortestLines) || index + 1 - start >= most;
    if (!isFull && index + 1 < lines.length) return;
    chunks.push({ end: index + 1, time });
    [start, time] = [index + 1, 0];
  });
  return chunks;
};
