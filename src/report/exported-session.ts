import { formatCount } from '../domain/count-of.ts';
import type { IsoTime } from '../domain/turn.ts';

/** What stands in a turn, in order. `lines` of an edit begin with `+`, `-` or a blank. */
export type ExportedBlock =
  | { readonly kind: 'text' | 'thinking' | 'mark'; readonly text: string }
  | {
      readonly kind: 'tool';
      readonly name: string;
      readonly target: string;
      readonly status: string;
      readonly edits: readonly { readonly path: string; readonly lines: readonly string[] }[];
      readonly output: string | null;
    };

export type ExportedTurn = {
  readonly number: number;
  readonly speaker: 'developer' | 'agent';
  readonly at: IsoTime | null;
  readonly blocks: readonly ExportedBlock[];
  readonly pushback: {
    readonly class: string;
    readonly strength: number;
    readonly why: readonly string[];
  } | null;
};

export type ExportedEpisode = {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly onset: number | null;
  readonly pushback: readonly number[];
  readonly symptoms: readonly string[];
  readonly causes: readonly string[];
  readonly severity: string;
  readonly resolution: string;
};

/** A session, or a run of its turns, as it is shared: hidden is what had to be, and told is how much that was. */
export type ExportedSession = {
  readonly id: string;
  readonly title: string;
  readonly agent: string;
  readonly model: string | null;
  readonly project: string | null;
  readonly startedAt: IsoTime | null;
  /** The turns that were asked for, of how many. */
  readonly turns: readonly ExportedTurn[];
  readonly of: number;
  readonly episodes: readonly ExportedEpisode[];
  /** How many different secrets of each kind are hidden; null where everything stands as it was. */
  readonly redacted: Readonly<Record<string, number>> | null;
};

/** The same with at most so many characters of each tool output, thought and edit, and ten times that of a text. */
export const shorten = (session: ExportedSession, most: number): ExportedSession => ({
  ...session,
  turns: session.turns.map(turn => ({
    ...turn,
    blocks: turn.blocks.map(block => shortenBlock(block, most)),
  })),
});

const shortenBlock = (block: ExportedBlock, most: number): ExportedBlock => {
  if (block.kind !== 'tool')
    return { ...block, text: cutMiddle(block.text, block.kind === 'thinking' ? most : most * 10) };
  return {
    ...block,
    target: cutMiddle(block.target, Math.max(400, most)),
    edits: block.edits.map(({ path, lines }) => ({
      path,
      lines: cutMiddle(lines.join('\n'), most).split('\n'),
    })),
    output: block.output === null ? null : cutMiddle(block.output, most),
  };
};

const cutMiddle = (text: string, most: number): string => {
  if (text.length <= most) return text;
  const half = Math.floor(most / 2);
  const left = text.length - 2 * half;
  return `${text.slice(0, half).toWellFormed()}\n[${formatCount(left)} characters left out]\n${text.slice(text.length - half).toWellFormed()}`;
};

/** What was hidden, in words; empty where nothing was. */
export const redactedWords = (redacted: ExportedSession['redacted']): string => {
  if (redacted === null) return 'nothing is hidden: names and secrets stand as they are in the log';
  const kinds = Object.entries(redacted).map(([kind, count]) => `${count} ${kind}`);
  return kinds.length === 0 ? 'nothing had to be hidden' : `hidden: ${kinds.join(', ')}`;
};

/** The words of a turn's heading: `Turn 7, developer: correction (0.82)`. */
export const headingOf = ({ number, speaker, pushback }: ExportedTurn): string =>
  `Turn ${number}, ${speaker}${pushback ? `: ↯ ${pushback.class.replaceAll('_', ' ')} (${pushback.strength.toFixed(2)})` : ''}`;

/** What an episode is called, and what is said of it on each axis. */
export const episodeWords = ({
  id,
  name,
  symptoms,
  causes,
  severity,
  resolution,
}: ExportedEpisode): { readonly heading: string; readonly labels: string } => ({
  heading: `◆ ${id} ${name}`,
  labels: [...symptoms, ...causes, severity, resolution].join('; '),
});
