export type Saves = {
  /** Saves after all that was handed over before, and tells how that went. */
  readonly keep: <Result>(save: () => Promise<Result>) => Promise<Result>;
  /** Resolves when nothing is left to save: a person may leave right after a decision. */
  readonly settled: () => Promise<void>;
};

/** Saves one thing after the other: of two decisions on one episode the later must be the last on file. */
export const saveInOrder = (): Saves => {
  let last: Promise<unknown> = Promise.resolve();
  return {
    keep: save => {
      const saved = last.then(save);
      // One that fails is told to whoever asked for it, and keeps none of the others from being saved.
      last = saved.catch(() => {});
      return saved;
    },
    settled: async () => {
      await last;
    },
  };
};
