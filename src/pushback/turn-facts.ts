import { type IsoTime, type Speaker, type Turn, turnText, turnToolCalls } from '../domain/turn.ts';
import { toStems } from './ledger/stems.ts';
import { toWords } from './words.ts';

/** What is kept of a turn after it was read: enough to tell where a later pushback began. */
export type TurnFacts = {
  readonly number: number;
  readonly speaker: Speaker;
  readonly at: IsoTime | null;
  readonly endedAt: IsoTime | null;
  readonly toolCalls: number;
  readonly tokens: number | null;
  /** The names of the files that the agent changed, without their folders, in small letters. */
  readonly edited: readonly string[];
  /** The first of the commands that the agent ran, each as far as it is looked at. */
  readonly ran: readonly string[];
  /** The names of the files that the developer wrote of. */
  readonly named: readonly string[];
  /** What the developer's first words are about. */
  readonly stems: ReadonlySet<string>;
  /** The developer says that it is not the first time. */
  readonly again: boolean;
  /** The developer says that something else is wrong now. */
  readonly moved: boolean;
};

/** The words are read only of a turn that pushes back: no other's are asked for. */
export const toTurnFacts = (turn: Turn, isPushback: boolean): TurnFacts => {
  const { number, speaker, at, endedAt, tokens } = turn;
  const calls = turnToolCalls(turn);
  const own = { number, speaker, at, endedAt, toolCalls: calls.length, tokens };
  if (speaker === 'developer')
    return { ...own, edited: [], ran: [], ...(isPushback ? said(turnText(turn)) : silent) };
  const edits = calls.filter(call => call.kind === 'edit' && call.status !== 'rejected');
  const paths = edits.flatMap(({ edits, target }) =>
    edits.length > 0 ? edits.map(({ path }) => path) : [target],
  );
  const ran = calls
    .filter(({ kind, status }) => kind === 'run' && status !== 'rejected')
    .slice(0, mostCommands)
    .map(({ target }) => target.slice(0, mostCommandChars));
  return { ...own, edited: [...new Set(paths.map(nameOf))].filter(Boolean), ran, ...silent };
};

const said = (text: string) => {
  const start = text.slice(0, mostChars);
  const words = toWords(start).text;
  const marked = start.replace(/```[\s\S]*?(?:```|$)/g, ' ').match(/`[^`\n]{1,120}`/g) ?? [];
  const tokens = [words, ...marked].flatMap(part => part.match(/[\w@./\\-]+/g) ?? []);
  // `@file` is how a prompt refers to a file.
  const names = [...new Set(tokens.filter(isFileName).map(token => nameOf(token.replace(/^@/, ''))))];
  return {
    // A list of files points at none.
    named: names.length <= mostNames ? names : [],
    stems: toStems(words),
    again: again.test(words),
    moved: progress.test(words.trimStart()),
  };
};

const again =
  /\b(?:still|again|yet again|as before|same (?:error|problem|issue|thing)|immer noch|wieder|nadal|znowu)\b|опять|снова|всё ещё|还是|仍然|又/iu;
const progress =
  /^(?:great|nice|good|perfect|thanks|awesome|excellent|it'?s (?:working|better)|it works|works|that worked|no errors?|no longer)\b|\b(?:different|another|new|next) (?:error|issue|problem)\b|\b(?:works|working) now\b/i;

const nameOf = (path: string): string =>
  path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1).toLowerCase();
const isFileName = (token: string): boolean =>
  token.length <= 200 && /[A-Za-z_-][\w-]*\.[A-Za-z]\w{0,7}$/.test(token);
const mostNames = 5;
const mostCommands = 20;
const mostCommandChars = 400;
const mostChars = 800;
const silent = { named: [], stems: new Set<string>(), again: false, moved: false };
