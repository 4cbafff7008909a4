import { countOf } from './count-of.ts';
import { oneLine } from './sanitise.ts';

/** What an agent may say that passed; `any` where it names none ("all checks pass"). */
export const claimedChecks = ['tests', 'build', 'type check', 'lint', 'any'] as const;
export type ClaimedCheck = (typeof claimedChecks)[number];

/**
 * What the log shows beside the claim. `verified`: the last such check passed and no code was changed since. `stale`: it
 * passed, and code was changed since. `failed`: it failed. `unclear`: it ran, and its result is not in the log.
 * `not found`: no such check ran before. None of them says that somebody lied.
 */
export const claimVerdicts = ['verified', 'stale', 'failed', 'unclear', 'not found'] as const;
export type ClaimVerdict = (typeof claimVerdicts)[number];

/** A command that checks the work, where it ran. */
export type CheckRun = {
  readonly turn: number;
  readonly callId: string;
  readonly command: string;
  readonly exitCode: number | null;
};

/** An agent's sentence that a check passed, beside the last run of that check. */
export type CheckedClaim = {
  readonly turn: number;
  /** UTF-16 offsets into `turnText` of the turn: `sentence` is what stands there. */
  readonly start: number;
  readonly end: number;
  readonly sentence: string;
  readonly check: ClaimedCheck;
  readonly verdict: ClaimVerdict;
  /** Null where none was found. */
  readonly run: CheckRun | null;
  /** The code files that were changed between the run and the claim, at most five of them named. */
  readonly changed: { readonly count: number; readonly files: readonly string[] };
};

export const mostClaims = 200;
export const mostChangedNamed = 5;

/** A claim and what stands beside it, on one line, safe for the terminal. */
export const claimWords = (claim: CheckedClaim): string =>
  `says “${oneLine(claim.sentence, 120)}”: ${verdictWords(claim)}`;

const verdictWords = ({ check, verdict, run, changed, turn }: CheckedClaim): string => {
  if (!run) return check === 'any' ? 'no check ran before' : `no ${checkWords[check]} ran before`;
  const place = run.turn === turn ? 'in this turn' : `in turn ${run.turn}`;
  const exit = run.exitCode === null ? '' : ` (exit ${run.exitCode})`;
  const ran = `“${oneLine(run.command, 80)}” ${place}${exit}`;
  switch (verdict) {
    case 'verified':
      return `verified by ${ran}`;
    case 'stale':
      return `stale, ${ran} passed and then ${countOf(changed.count, 'file')} changed: ${fileNames(changed)}`;
    case 'failed':
      return `the last run failed, ${ran}`;
    default:
      return `ran ${ran}, how it went is not in the log`;
  }
};

const checkWords = { tests: 'test', build: 'build', 'type check': 'type check', lint: 'linter' } as const;

const fileNames = ({ count, files }: CheckedClaim['changed']): string => {
  const names = files.map(path => oneLine(path.split(/[\\/]/).at(-1) ?? path, 40)).join(', ');
  return count > files.length ? `${names} …` : names;
};
