import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    root: new URL('..', import.meta.url).pathname,
    include: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
    // Ink asks `tput` for the size of a stream that is no terminal: 30 ms a render without these.
    env: { COLUMNS: '100', LINES: '30', TZ: 'UTC', FORCE_COLOR: '0' },
    testTimeout: 30_000,
    globalSetup: './test/helpers/build-when-stale.ts',
    // The package test builds anew, which must not pull the program from under the journeys.
    fileParallelism: false,
    reporters: ['default', './test/helpers/closing-line-reporter.ts'],
  },
});
