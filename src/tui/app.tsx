import { Box, useApp } from 'ink';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { App, LibraryEvent } from '../app/app.ts';
import { heldEpisodes, type ReviewedRun } from '../domain/reviewed-run.ts';
import type { SessionSummary } from '../domain/session-summary.ts';
import { messageOf } from '../errors.ts';
import { appReducer, type Cover, type Go, type OpenScreen, screenKey } from './app-state.ts';
import { type Mode, type Press, withPresses } from './keys/bindings.ts';
import { nameKeys } from './keys/name-keys.ts';
import { KeyProvider, useKeyHub } from './keys/use-bindings.ts';
import { useSuspend } from './keys/use-suspend.ts';
import { Help, type HelpSection } from './parts/help.tsx';
import { NoticeProvider } from './parts/notice.ts';
import { ScreenGuard } from './parts/screen-guard.tsx';
import { TrailProvider, toTrail } from './parts/trail.ts';
import { BrowseScreen } from './screens/browse/browse-screen.tsx';
import { browseMode, browseReducer, emptyBrowse } from './screens/browse/browse-state.ts';
import { EpisodesScreen } from './screens/episodes/episodes-screen.tsx';
import { MomentsScreen } from './screens/moments/moments-screen.tsx';
import {
  createMomentsReducer,
  type Decided,
  momentsMode,
  openMoments,
} from './screens/moments/moments-state.ts';
import { PaletteScreen } from './screens/palette/palette-screen.tsx';
import type { Offer } from './screens/palette/palette-state.ts';
import { QueueScreen } from './screens/queue/queue-screen.tsx';
import { stripHelp } from './screens/replay/legend.ts';
import { ReplayScreen } from './screens/replay/replay-screen.tsx';
import type { Asked } from './screens/replay/replay-state.ts';
import { ReportScreen } from './screens/report/report-screen.tsx';
import { ResumeScreen } from './screens/resume/resume-screen.tsx';
import { RulesScreen } from './screens/rules/rules-screen.tsx';
import { SearchScreen } from './screens/search/search-screen.tsx';
import { createSearchReducer, emptySearch, searchMode } from './screens/search/search-state.ts';
import { type LoadedSettings, SettingsProvider, usualSettings } from './settings.ts';
import { createSummaryOf } from './summary-of.ts';
import { useEpisodes } from './use-episodes.ts';
import { useErrands } from './use-errands.ts';
import { useHints } from './use-hints.ts';
import { useInstantReducer } from './use-instant-reducer.ts';
import { useScreenSize } from './use-screen-size.ts';
import { useTheme } from './use-theme.ts';

type Props = {
  readonly app: App;
  readonly open: SessionSummary | null;
  readonly loaded?: LoadedSettings;
};

const asShipped: LoadedSettings = { settings: usualSettings, notices: [] };
const none: readonly string[] = [];
/** Events of the library reach the screen in batches: a frame each would cost more than the reading. */
const batchMilliseconds = 60;

/** The whole program on screen: one screen at a time, the ones below keep their place. */
export const PushbackApp = ({ app, open, loaded = asShipped }: Props) => {
  const { keymap } = loaded.settings;
  const [theme, nextTheme] = useTheme(loaded.settings.theme);
  const settings = useMemo(() => ({ ...loaded.settings, theme }), [loaded, theme]);
  const [notices, setNotices] = useState(loaded.notices);
  const { exit } = useApp();
  const size = useScreenSize();
  const errands = useErrands(
    app,
    useCallback(words => setNotices([words]), []),
  );
  const [state, dispatch] = useInstantReducer(appReducer, () => ({
    open: open ? [{ name: 'replay', summary: open, spot: null } as const] : [],
    over: null,
  }));
  const pressedBrowse = useMemo(() => withPresses(browseReducer, browseMode(keymap)), [keymap]);
  const [browse, browseDispatch] = useInstantReducer(pressedBrowse, () => emptyBrowse);
  const sessions = useRef(browse.sessions);
  sessions.current = browse.sessions;
  const summaryOf = useMemo(() => createSummaryOf(() => sessions.current), []);
  const searchReducer = useMemo(
    () => withPresses(createSearchReducer(summaryOf), searchMode(keymap)),
    [summaryOf, keymap],
  );
  const [search, searchDispatch] = useInstantReducer(searchReducer, () => emptySearch);
  const momentsReducer = useMemo(
    () => withPresses(createMomentsReducer(summaryOf), momentsMode(keymap)),
    [summaryOf, keymap],
  );
  const [moments, momentsDispatch] = useInstantReducer(momentsReducer, openMoments);
  useLibrary(
    app,
    useCallback(events => browseDispatch({ type: 'library', events }), [browseDispatch]),
  );
  useEffect(() => {
    if (!browse.loading) searchDispatch({ type: 'refresh' });
  }, [browse.loading, searchDispatch]);

  const tellHint = useCallback(
    // The list's keys, and the replay's where the list has no such action.
    (hint: string) => setNotices([nameKeys(hint, { ...keymap.replay, ...keymap.browse })]),
    [keymap],
  );

  const top = state.open.at(-1);
  useHints(app, browse, notices.length === 0 && !top && !state.over, tellHint);
  const episodes = useEpisodes(app, top?.name === 'replay' ? top.summary.head.id : null);
  const { take } = episodes;
  const onClassified = useCallback(
    (classification: ReviewedRun) => {
      take(classification);
      const found = heldEpisodes(classification).length;
      browseDispatch({ type: 'classified', session: classification.session, episodes: found });
    },
    [take, browseDispatch],
  );
  const suspend = useSuspend();
  const hub = useKeyHub(key => {
    setNotices(none);
    if (key === 'ctrl+c') exit();
    else if (key === 'ctrl+z') suspend();
    else return false;
    return true;
  });
  const { isThemeFixed } = loaded.settings;
  const chooseTheme = useCallback(() => {
    const name = nextTheme();
    setNotices([`theme: ${name}${isThemeFixed ? ' until you leave: the config names another' : ', kept'}`]);
    app.keepTheme(name).catch(error => setNotices([messageOf(error)]));
  }, [app, nextTheme, isThemeFixed]);
  const go: Go = useCallback(
    (action, mode = noMode) => {
      switch (action.to) {
        case 'suspend':
          return suspend();
        case 'theme':
          return chooseTheme();
        case 'copy':
          return void errands.copy(action.text, action.what);
        case 'editor':
          return void errands.edit(action.path, action.line);
        case 'quit':
          return exit();
        case 'help':
        case 'palette':
          hub.hold();
          return void dispatch({ ...action, mode });
        default:
          hub.hold();
          dispatch(action);
      }
    },
    [hub, exit, suspend, chooseTheme, errands, dispatch],
  );
  const back = useCallback(() => go({ to: 'back' }), [go]);
  const uncover = useCallback(
    (press: Press | null) => {
      hub.hold();
      dispatch({ to: 'uncover' });
      if (press) hub.give(press);
    },
    [dispatch, hub],
  );

  const onCounted = useCallback(
    (summary: SessionSummary) =>
      browseDispatch({ type: 'library', events: [{ kind: 'sessions', sessions: [summary] }] }),
    [browseDispatch],
  );
  const onAsked = useCallback(
    async (session: string, asked: Exclude<Asked, { kind: 'mark' }>): Promise<string | null> => {
      if (asked.kind === 'threshold') {
        const from = await app.usualThreshold();
        const { view } = browseDispatch({ type: 'stepThreshold', by: asked.by, from });
        return `what is ${Math.round((view.threshold ?? from) * 100)} % sure or more counts as pushback`;
      }
      const { turn, review } = asked;
      const kept = review && { ...review, note: '', at: app.now().toISOString() };
      browseDispatch({ type: 'reviewed', session, turn, review: kept });
      await app.reviewPushback(session, turn, kept);
      return null;
    },
    [app, browseDispatch],
  );
  useEffect(() => {
    app.config().then(
      config => browseDispatch({ type: 'threshold', threshold: config.threshold }),
      // A wrong config is told where it is needed: by commands, and when an engine is chosen.
      () => {},
    );
  }, [app, browseDispatch]);

  const onDecided = useCallback(
    ({ session, turn, review }: Decided) => onAsked(session, { kind: 'review', turn, review }),
    [onAsked],
  );
  const { done, total } = browse.progress;
  const reading = browse.loading ? ` · reading ${done}/${total}` : '';
  /** The session as it is known now: its counts may have come since it was opened. */
  const latest = (summary: SessionSummary): SessionSummary =>
    browse.sessions.find(({ head }) => head.path === summary.head.path) ?? summary;
  const draw = (screen: OpenScreen, active: boolean) => {
    switch (screen.name) {
      case 'replay':
        return (
          <ScreenGuard onBack={back} active={active}>
            <ReplayScreen
              {...{ app, size, go, active }}
              summary={latest(screen.summary)}
              judged={episodes.of(screen.summary.head.id)}
              pushbackView={browse.view}
              spot={screen.spot}
              onAsked={asked => onAsked(screen.summary.head.id, asked)}
              onCounted={onCounted}
            />
          </ScreenGuard>
        );
      case 'episodes':
        return (
          <EpisodesScreen
            {...{ app, size, go, active }}
            summary={screen.summary}
            turn={screen.turn}
            onClassified={onClassified}
          />
        );
      case 'report':
        return <ReportScreen {...{ app, size, go, active }} />;
      case 'rules':
        return <RulesScreen {...{ app, size, go, active }} sessions={browse.sessions} />;
      case 'queue':
        return (
          <QueueScreen {...{ app, size, go, active }} sessions={browse.sessions} onReviewed={onClassified} />
        );
      case 'moments':
        return (
          <MomentsScreen
            {...{ app, size, go, active, onDecided, summaryOf }}
            state={moments}
            dispatch={momentsDispatch}
            reading={browse.loading ? browse.progress : null}
            view={browse.view}
          />
        );
      case 'search':
        return (
          <SearchScreen
            {...{ app, size, go, active, summaryOf }}
            from={screen.from}
            threshold={browse.view.threshold}
            state={search}
            dispatch={searchDispatch}
            sessions={browse.sessions}
            reading={reading}
          />
        );
    }
  };
  const trail = useMemo(() => toTrail(state.open), [state.open]);
  const offer = useMemo(() => offerOf(top, state.over), [top, state.over]);
  // Every open screen stays mounted and only the top one is drawn, so each keeps its place.
  const shown = (isTop: boolean) => ({ display: isTop && !state.over ? 'flex' : 'none' }) as const;
  return (
    <SettingsProvider value={settings}>
      <TrailProvider value={trail}>
        <NoticeProvider value={notices}>
          <KeyProvider value={hub}>
            <Box flexDirection="column">
              <Box {...shown(!top)}>
                <BrowseScreen
                  {...{ app, size, go }}
                  state={browse}
                  dispatch={browseDispatch}
                  active={!top && !state.over}
                />
              </Box>
              {state.open.map(screen => (
                <Box key={screenKey(screen)} {...shown(screen === top)}>
                  {draw(screen, screen === top && !state.over)}
                </Box>
              ))}
              {state.over?.name === 'help' ? (
                <Help section={helpOf(top, offer)} size={size} onClose={() => uncover(null)} />
              ) : null}
              {state.over?.name === 'palette' ? (
                <PaletteScreen offer={offer} size={size} onDone={uncover} />
              ) : null}
              {state.over?.name === 'resume' ? (
                <ResumeScreen
                  summary={state.over.summary}
                  command={app.resumeCommand(state.over.summary)}
                  size={size}
                  run={errands.run}
                  copy={errands.copy}
                  onClose={() => uncover(null)}
                />
              ) : null}
            </Box>
          </KeyProvider>
        </NoticeProvider>
      </TrailProvider>
    </SettingsProvider>
  );
};

const noMode: Mode<unknown> = { bindings: {} };

/** What can be done below the cover. */
const offerOf = (top: OpenScreen | undefined, cover: Cover | null): Offer => {
  const { bindings, numbered } = cover && cover.name !== 'resume' ? cover.mode : noMode;
  return { title: titles[top?.name ?? 'browse'], bindings, counts: numbered?.what ?? null };
};

const titles: Readonly<Record<OpenScreen['name'] | 'browse', string>> = {
  browse: 'sessions',
  replay: 'replay',
  episodes: 'episodes',
  queue: 'review',
  report: 'report',
  rules: 'rules',
  search: 'search',
  moments: 'moments',
};

/** A replay has signs to explain besides its keys. */
const helpOf = (top: OpenScreen | undefined, { title, bindings }: Offer): HelpSection => ({
  title,
  bindings: top?.name === 'replay' ? { ...bindings, ...stripHelp } : bindings,
});

const useLibrary = (app: App, onEvents: (events: readonly LibraryEvent[]) => void): void => {
  useEffect(() => {
    const stop = new AbortController();
    let waiting: LibraryEvent[] = [];
    let timer: NodeJS.Timeout | undefined;
    const flush = () => {
      timer = undefined;
      const events = waiting;
      waiting = [];
      onEvents(events);
    };
    app.loadLibrary(event => {
      waiting.push(event);
      timer ??= setTimeout(flush, batchMilliseconds);
    }, stop.signal);
    return () => {
      stop.abort();
      clearTimeout(timer);
    };
  }, [app, onEvents]);
};
