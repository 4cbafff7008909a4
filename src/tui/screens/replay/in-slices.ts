/** A key that comes in a slice waits for its end: half of what a frame may take at 120 a second. */
const sliceMilliseconds = 4;

/**
 * Does long work between frames: `work` goes on until `isTime` says stop, and is called again while it gives true;
 * then `done`. Gives back what ends it early.
 */
export const inSlices = (
  now: () => Date,
  work: (isTime: () => boolean) => boolean,
  done: () => void = () => {},
): (() => void) => {
  let timer: NodeJS.Timeout;
  const slice = () => {
    const end = now().getTime() + sliceMilliseconds;
    if (work(() => now().getTime() >= end)) timer = setTimeout(slice, 1);
    else done();
  };
  timer = setTimeout(slice, 1);
  return () => clearTimeout(timer);
};
