import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    root: new URL('..', import.meta.url).pathname,
    include: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
    // Ink asks `tput` for the size of a stream that is no terminal: 30 ms a render without these.
    env: { COLUMNS: '100', LINES: '30', TZ: 'UTC', FORCE_COLOR: '0' },
    // Whole journeys are among them; a busy machine takes its time, and what never comes fails all the same.
    testTimeout: 120_000,
    // No test builds in this folder: what starts the program may run beside any other.
    globalSetup: './test/helpers/build-when-stale.ts',
    reporters: ['default', './test/helpers/closing-line-reporter.ts'],
    maxWorkers: 2,
    // Half of the time went into loading the same modules for each file. No test mocks one, so nothing is left behind.
    isolate: false,
  },
});
