import { defineConfig } from 'vitest/config';

/** What starts the built program, or builds it: one file after the other, or a build would pull it from under a run. */
const program = [
  'test/journeys.test.ts',
  'test/journeys/**/*.test.ts',
  'test/package.test.ts',
  'test/readme.test.ts',
  'test/commands/**/*.test.ts',
];

export default defineConfig({
  test: {
    root: new URL('..', import.meta.url).pathname,
    // Ink asks `tput` for the size of a stream that is no terminal: 30 ms a render without these.
    env: { COLUMNS: '100', LINES: '30', TZ: 'UTC', FORCE_COLOR: '0' },
    testTimeout: 30_000,
    globalSetup: './test/helpers/build-when-stale.ts',
    reporters: ['default', './test/helpers/closing-line-reporter.ts'],
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        test: {
          name: 'rooms',
          include: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
          exclude: program,
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: 'program',
          include: program,
          fileParallelism: false,
          // Whole journeys; a busy machine takes its time, and what never comes fails after a minute all the same.
          testTimeout: 120_000,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
