/**
 * What became of an open log: nothing; more stands behind what was read; it is to be read anew, as its format demands;
 * what was read stands there no more, for one of three reasons; or it is gone.
 */
export type LogChange = 'same' | 'grown' | 'anew' | Undone | 'gone';
export type Undone = 'rewritten' | 'shortened' | 'replaced';

/** What a person is told when what they read stands no more in the log. */
export const undoneWords: Readonly<Record<Undone, string>> = {
  rewritten: 'the log was rewritten',
  shortened: 'the log was cut short',
  replaced: 'another file stands in place of the log',
};

export const isUndone = (change: LogChange): change is Undone => change in undoneWords;
