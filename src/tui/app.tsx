import { Box, useApp, useWindowSize } from 'ink';
import { useCallback, useEffect, useMemo, useReducer } from 'react';
import type { App, LibraryEvent } from '../app/app.ts';
import type { SessionSummary } from '../domain/session-summary.ts';
import { appReducer, type OpenScreen } from './app-state.ts';
import { KeyProvider, useKeyHub } from './keys/use-bindings.ts';
import { useSuspend } from './keys/use-suspend.ts';
import { Help, type HelpSection } from './parts/help.tsx';
import { ScreenGuard } from './parts/screen-guard.tsx';
import { browseKeys } from './screens/browse/browse-keys.ts';
import { BrowseScreen } from './screens/browse/browse-screen.tsx';
import { browseReducer, emptyBrowse } from './screens/browse/browse-state.ts';
import { replayKeys } from './screens/replay/replay-keys.ts';
import { ReplayScreen } from './screens/replay/replay-screen.tsx';
import { searchKeys } from './screens/search/search-keys.ts';
import { SearchScreen } from './screens/search/search-screen.tsx';
import { createSearchReducer, emptySearch } from './screens/search/search-state.ts';

type Props = { readonly app: App; readonly open: SessionSummary | null };

const mostHits = 200;
/** Events of the library reach the screen in batches: a frame each would cost more than the reading. */
const batchMilliseconds = 60;

/** The whole program on screen: one screen at a time, the ones below keep their place. */
export const PushbackApp = ({ app, open }: Props) => {
  const { exit } = useApp();
  const size = useWindowSize();
  const [state, dispatch] = useReducer(appReducer, {
    open: open ? [{ name: 'replay', summary: open, at: null }] : [],
    help: false,
  });
  const [browse, browseDispatch] = useReducer(browseReducer, emptyBrowse);
  const searchReducer = useMemo(
    () => createSearchReducer((query, pushbackOnly) => app.search({ query, pushbackOnly, limit: mostHits })),
    [app],
  );
  const [search, searchDispatch] = useReducer(searchReducer, emptySearch);
  useLibrary(
    app,
    useCallback(events => browseDispatch({ type: 'library', events }), []),
  );

  useEffect(() => {
    if (!browse.opened) return;
    dispatch({ type: 'replay', summary: browse.opened, at: null });
    browseDispatch({ type: 'closed' });
  }, [browse.opened]);
  useEffect(() => {
    const hit = search.opened;
    const summary = hit && browse.sessions.find(({ head }) => head.id === hit.session);
    if (!hit) return;
    if (summary) dispatch({ type: 'replay', summary, at: hit.turn });
    searchDispatch({ type: 'closed' });
  }, [search.opened, browse.sessions]);

  useEffect(() => {
    if (!browse.loading) searchDispatch({ type: 'refresh' });
  }, [browse.loading]);

  const top = state.open.at(-1);
  const suspend = useSuspend();
  const hub = useKeyHub(key => {
    if (key === 'ctrl+c') exit();
    else if (key === 'ctrl+z') suspend();
    else return false;
    return true;
  });

  const back = useCallback(() => dispatch({ type: 'back' }), []);
  const toSearch = useCallback(() => dispatch({ type: 'search' }), []);
  const toHelp = useCallback(() => dispatch({ type: 'help' }), []);
  const fromHelp = useCallback(() => dispatch({ type: 'unhelp' }), []);
  const quit = useCallback(() => exit(), [exit]);
  const { done, total } = browse.progress;
  // Every open screen stays mounted and only the top one is drawn, so each keeps its place.
  const shown = (isTop: boolean) => ({ display: isTop && !state.help ? 'flex' : 'none' }) as const;
  return (
    <KeyProvider value={hub}>
      <Box {...shown(!top)}>
        <BrowseScreen
          app={app}
          state={browse}
          dispatch={browseDispatch}
          size={size}
          onQuit={quit}
          onSearch={toSearch}
          onHelp={toHelp}
          active={!top && !state.help}
        />
      </Box>
      {state.open.map(screen => (
        <Box
          key={screen.name === 'replay' ? `${screen.summary.head.path} ${screen.at}` : 'search'}
          {...shown(screen === top)}
        >
          {screen.name === 'replay' ? (
            <ScreenGuard onBack={back} active={screen === top && !state.help}>
              <ReplayScreen
                app={app}
                summary={
                  browse.sessions.find(({ head }) => head.path === screen.summary.head.path) ?? screen.summary
                }
                at={screen.at}
                size={size}
                onBack={back}
                onSearch={toSearch}
                onHelp={toHelp}
                active={screen === top && !state.help}
              />
            </ScreenGuard>
          ) : (
            <SearchScreen
              state={search}
              dispatch={searchDispatch}
              sessions={browse.sessions}
              size={size}
              reading={browse.loading ? ` · reading ${done}/${total}` : ''}
              onBack={back}
              active={screen === top && !state.help}
            />
          )}
        </Box>
      ))}
      {state.help ? <Help section={sectionOf(top)} size={size} onClose={fromHelp} /> : null}
    </KeyProvider>
  );
};

const sectionOf = (top: OpenScreen | undefined): HelpSection => {
  if (top?.name === 'replay') return { title: 'replay', bindings: replayKeys };
  return top?.name === 'search'
    ? { title: 'search', bindings: searchKeys }
    : { title: 'sessions', bindings: browseKeys };
};

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
