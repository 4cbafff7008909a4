import type { ReadStream } from 'node:tty';
import { createMouseFilter, type Pointer } from './pointer.ts';

/** So long an escape may wait for the rest of a report: terminals send one in one piece, networks cut it. */
const longestHold = 25;

export type MouseInput = {
  /** What Ink reads in place of the terminal's own input. */
  readonly stdin: ReadStream;
  /** Hands every pointer to `take` until the function that is given back is called. */
  readonly listen: (take: (pointer: Pointer) => void) => () => void;
};

/** The terminal's input without its mouse reports. It is the same stream, so all that Ink does to it is done to that. */
export const createMouseInput = (stdin: ReadStream): MouseInput => {
  const takers = new Set<(pointer: Pointer) => void>();
  const filter = createMouseFilter(pointer => {
    for (const take of takers) take(pointer);
  });
  let timer: NodeJS.Timeout | undefined;
  let released = '';
  const read = (): string | null => {
    if (released !== '') {
      const text = released;
      released = '';
      return text;
    }
    const chunk: string | Buffer | null = stdin.read();
    if (chunk === null) return null;
    clearTimeout(timer);
    const text = filter.push(chunk.toString());
    if (filter.holdsKey()) {
      timer = setTimeout(() => {
        released = filter.release();
        stdin.emit('readable');
      }, longestHold);
    }
    return text;
  };
  const withoutMouse = new Proxy(stdin, {
    get: (target, name) => {
      if (name === 'read') return read;
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
  return {
    stdin: withoutMouse,
    listen: take => {
      takers.add(take);
      return () => takers.delete(take);
    },
  };
};
