import { render } from 'ink';
import type { App } from '../app/app.ts';
import type { SessionSummary } from '../domain/session-summary.ts';
import { PushbackApp } from './app.tsx';
import { CutRows } from './cut-rows.ts';
import { LastCatch } from './last-catch.tsx';
import { createMouseInput } from './mouse/mouse-input.ts';
import { MouseProvider } from './mouse/use-mouse.ts';
import { loadMarkdown } from './screens/replay/use-reading-aids.ts';
import { loadSettings } from './settings.ts';
import { setTheme } from './theme.ts';

/** Runs the full-screen program until the person leaves it. Rejects with what a screen threw, the terminal restored. */
export const runTui = async ({
  app,
  open,
}: {
  readonly app: App;
  readonly open: SessionSummary | null;
}): Promise<void> => {
  // What is typed before Ink listens would be echoed after the last cell of the first frame, and scroll it away.
  if (process.stdin.isTTY) process.stdin.setRawMode(true);
  const loaded = await loadSettings(app);
  setTheme(loaded.settings.theme);
  // A replay reads its turns as Markdown from its first frame on; the list needs none.
  if (open) await loadMarkdown();
  // What a screen reader says has no place on the screen that a click could mean.
  const isSpoken = process.env.INK_SCREEN_READER === 'true';
  const mouse = loaded.settings.mouse && !isSpoken ? createMouseInput(process.stdin) : null;
  const ink = render(
    <LastCatch>
      <CutRows />
      <MouseProvider value={mouse}>
        <PushbackApp {...{ app, open, loaded }} />
      </MouseProvider>
    </LastCatch>,
    {
      stdin: mouse?.stdin ?? process.stdin,
      alternateScreen: true,
      incrementalRendering: true,
      // Ink takes CI=true for a pipe and would draw nothing.
      interactive: true,
      maxFps: 120,
      exitOnCtrlC: false,
    },
  );
  if (!open) loadMarkdown().catch(() => {});
  await ink.waitUntilExit();
};
