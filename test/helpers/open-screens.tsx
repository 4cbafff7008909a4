import { stripVTControlCharacters } from 'node:util';
import { render } from 'ink-testing-library';
import stringWidth from 'string-width';
import { afterEach, expect } from 'vitest';
import type { App } from '../../src/app/app.ts';
import { type Config, usualOpenai } from '../../src/app/config.ts';
import type { SessionSummary } from '../../src/domain/session-summary.ts';
import { PushbackApp } from '../../src/tui/app.tsx';
import type { MouseInput } from '../../src/tui/mouse/mouse-input.ts';
import type { Pointer } from '../../src/tui/mouse/pointer.ts';
import { MouseProvider } from '../../src/tui/mouse/use-mouse.ts';
import type { LoadedSettings } from '../../src/tui/settings.ts';
import { makeAnswer, makeMoments } from './fake-search.ts';
import {
  fakeSession,
  makeClassification,
  makeHead,
  makePlan,
  makePushback,
  makeReport,
  makeSummary,
  makeTurn,
  textBlock,
} from './fake-session.ts';

/** Turn 3 of 4 pushes back. */
const turns = [
  makeTurn(1, 'developer', textBlock('Add a currency switch')),
  makeTurn(2, 'agent', textBlock('Done.')),
  makeTurn(3, 'developer', textBlock('No, that is wrong')),
  makeTurn(4, 'agent', textBlock('Sorry.')),
];
const session = (day: number, title: string, agent = 'Claude Code'): SessionSummary => ({
  ...makeSummary(turns, [makePushback(3)]),
  head: makeHead({
    id: `claude-code:${day}`,
    path: `${day}.jsonl`,
    title,
    agent,
    endedAt: `2026-11-0${day}T10:00:00.000Z`,
  }),
});
/** Three sessions of two agents, one with a title that is wider than any screen. */
export const listedSessions = [
  session(1, 'Add a currency switch'),
  session(2, 'Rename the worker', 'Cursor'),
  session(3, '長い題名'.repeat(20)),
];
const offlinePlan = makePlan({
  ...{ engine: 'offline', model: null, endpoint: null, windows: [], tokens: 0, cost: 0 },
  basis: 'runs on this machine',
});
export const usualConfig: Config = {
  engine: 'offline',
  threshold: null,
  theme: null,
  keys: {},
  mouse: true,
  openai: { ...usualOpenai, model: 'gpt-4.1' },
};

const mounted: { unmount: () => void }[] = [];
afterEach(() => {
  for (const screen of mounted.splice(0)) screen.unmount();
});

/** The whole program on an invented library, `more` in place of what it would ask of the machine. */
export function openScreens(more: Partial<App> = {}, columns = 100, rows = 30, loaded?: LoadedSettings) {
  const app: App = {
    now: () => new Date('2026-11-10T00:00:00Z'),
    usualThreshold: async () => 0.36,
    samplesReason: null,
    narrowedBy: '',
    loadLibrary: onEvent => {
      onEvent({ kind: 'sessions', sessions: listedSessions });
      onEvent({ kind: 'done' });
    },
    openSession: () => fakeSession(turns),
    search: async () => makeAnswer(),
    moments: async () => makeMoments(),
    queries: async () => [],
    keepQuery: async () => {},
    sessionsFor: async () => [],
    around: async () => [],
    config: async () => usualConfig,
    planClassification: async () => offlinePlan,
    previewClassification: async () => ({ endpoint: null, requests: [] }),
    classify: async () => makeClassification(),
    report: async () => makeReport(),
    rules: async () => ({ sessions: 0, projects: 0, rules: [] }),
    planAdoption: async rule => ({ rule, folder: '/home/dev/shop', as: 'line', files: [] }),
    adoptRule: async ({ rule, as }) => ({
      ...{ id: rule.id, project: rule.project, rule: rule.rule, kind: rule.kind, as, file: 'AGENTS.md' },
      at: '2026-11-10T00:00:00.000Z',
    }),
    classification: async () => null,
    findSubagent: () => null,
    reviewPushback: async () => {},
    reviewEpisode: async () => {},
    reviewQueue: async () => ({ total: 0, items: [] }),
    storeProblems: async () => [],
    agreement: async () => [],
    history: async () => [],
    marks: async () => [],
    mark: async () => {},
    hint: async () => null,
    recount: async () => null,
    keptTheme: () => null,
    keepTheme: async () => {},
    copy: async () => ({ to: 'clipboard', by: 'wl-copy' }),
    editorCommand: () => ({ program: 'true', args: [], cwd: null }),
    resumeCommand: () => null,
    run: async () => {},
    close: async () => {},
    ...more,
  };
  const listeners = new Set<(pointer: Pointer) => void>();
  const mouse: Pick<MouseInput, 'listen'> = {
    listen: take => {
      listeners.add(take);
      return () => listeners.delete(take);
    },
  };
  const point = (pointer: Pointer) => {
    for (const take of listeners) take(pointer);
  };
  const screen = render(
    <MouseProvider value={mouse}>
      <PushbackApp app={app} open={null} {...(loaded && { loaded })} />
    </MouseProvider>,
  );
  mounted.push(screen);
  Object.defineProperty(screen.stdout, 'columns', { value: columns });
  Object.defineProperty(screen.stdout, 'rows', { value: rows });
  screen.stdout.emit('resize');
  const frame = () => screen.lastFrame() ?? '';
  const until = async (fits: () => boolean, what = 'it') => {
    for (let tries = 0; tries < 2000; tries += 1) {
      if (fits()) return;
      await new Promise(done => setTimeout(done, 5));
    }
    throw new Error(`${what} never came; the screen shows:\n${frame()}`);
  };
  const shows = (words: string) => until(() => frame().includes(words), `“${words}”`);
  return {
    press: (keys: string) => screen.stdin.write(keys),
    shows,
    until,
    frame,
    /** How many frames were drawn so far. */
    frames: () => screen.frames.length,
    /** Does something with the mouse where the words stand now. */
    point: (kind: 'click' | 'drag', words: string) => point({ kind, ...placeOf(frame(), words) }),
    pointAt: point,
    /** Turns the wheel over the words. */
    wheel: (words: string, by: 1 | -1 = 1) => point({ kind: 'wheel', by, ...placeOf(frame(), words) }),
    fits: () => {
      const lines = frame().split('\n');
      expect(lines.length).toBeLessThanOrEqual(rows);
      expect(lines.filter(line => stringWidth(line) > columns)).toEqual([]);
    },
  };
}

/** Where words stand on the screen, by columns and rows from 0. */
const placeOf = (frame: string, words: string): { column: number; row: number } => {
  const lines = stripVTControlCharacters(frame).split('\n');
  const row = lines.findIndex(line => line.includes(words));
  if (row < 0) throw new Error(`“${words}” is not on the screen:\n${frame}`);
  const line = lines[row] ?? '';
  return { row, column: stringWidth(line.slice(0, line.indexOf(words))) };
};
