import { Box } from 'ink';
import { useLayoutEffect } from 'react';
import type { App } from '../../../app/app.ts';
import { sanitise } from '../../../domain/sanitise.ts';
import type { Go } from '../../app-state.ts';
import type { Bindings, Press } from '../../keys/bindings.ts';
import { nameKeys } from '../../keys/name-keys.ts';
import { useScreenKeys } from '../../keys/use-bindings.ts';
import { useAreas } from '../../mouse/use-areas.ts';
import { Footer } from '../../parts/footer.tsx';
import { Lines } from '../../parts/lines.tsx';
import { Menu } from '../../parts/menu.tsx';
import { beside, Row } from '../../parts/row.tsx';
import { visibleRange } from '../../parts/visible-range.ts';
import { useSettings } from '../../settings.ts';
import { style } from '../../theme.ts';
import { emptyLine, toBrowseHeader, toSessionRow } from './browse-rows.ts';
import { agentsOf, type BrowseAction, type BrowseState, browseMode, listWidth } from './browse-state.ts';
import { filterProblems } from './filter-sessions.ts';
import { toPreviewLines } from './preview-lines.ts';
import { useNarrowing } from './use-narrowing.ts';

type Props = {
  readonly app: App;
  readonly state: BrowseState;
  readonly dispatch: (action: BrowseAction | Press) => BrowseState;
  readonly size: { readonly columns: number; readonly rows: number };
  readonly go: Go;
  readonly active: boolean;
};

/** The list of all sessions: filter as one types, sort, open. */
export const BrowseScreen = ({ app, state, dispatch, size, go, active }: Props) => {
  const { keymap } = useSettings();
  const height = Math.max(1, size.rows - 3);
  const act = useScreenKeys(dispatch, { go, active, modeOf: browseMode(keymap) });
  useLayoutEffect(() => {
    dispatch({ type: 'drawn', height, width: size.columns });
  }, [dispatch, height, size.columns]);
  const { start, end } = visibleRange(state.cursor, state.shown.length, height);
  const now = app.now();
  const chosen = state.shown[state.cursor];
  const columns = listWidth({ ...state, width: size.columns });
  const pane = size.columns - columns;
  useNarrowing(app, state, dispatch);
  useAreas(
    [
      {
        ...{ top: 1, left: 0, width: columns, height: end - start },
        onClick: line =>
          act(start + line === state.cursor ? { type: 'open' } : { type: 'at', cursor: start + line }),
        onWheel: by => act({ type: 'move', by: 3 * by }),
      },
      {
        ...{ top: 1, left: columns, width: pane > 0 ? 1 : 0, height },
        onDrag: (_line, column) => act({ type: 'share', by: (pane - column) / size.columns - state.share }),
      },
    ],
    active && state.choosing === null,
  );
  const preview = pane > 0 && chosen ? toPreviewLines(chosen, now, pane - 2) : [];
  const rows = state.shown.slice(start, end).map((session, slot) =>
    toSessionRow(session, {
      width: columns,
      now,
      isSelected: start + slot === state.cursor,
      episodes: state.episodes.get(session.head.id) ?? null,
    }),
  );
  const list =
    rows.length > 0 ? rows : [style('dim', nameKeys(emptyLine(state, app.narrowedBy), keymap.browse))];
  const lines = Array.from({ length: Math.max(list.length, preview.length) }, (_, slot) =>
    beside(list[slot] ?? '', preview[slot] ?? '', columns, pane),
  );
  return (
    <Box flexDirection="column" width={size.columns} height={size.rows} overflow="hidden">
      <Row text={toBrowseHeader(state, app.samplesReason)} />
      {state.choosing !== null ? (
        <Menu
          labels={agentsOf(state).map(agent => (agent === null ? 'every agent' : sanitise(agent)))}
          cursor={state.choosing}
          {...{ top: 1, width: size.columns, height, active, act }}
        />
      ) : (
        // Blank rows are not mounted: the first frame, which has no sessions yet, is a third cheaper without.
        <Box height={height} flexDirection="column">
          <Lines
            lines={lines}
            height={Math.min(height, lines.length)}
            chosen={{ from: state.cursor - start, end: state.cursor - start + 1 }}
          />
        </Box>
      )}
      <Row text={filterLine(state, keymap.browse)} />
      <Footer
        bindings={browseMode(keymap)(state).bindings}
        width={size.columns}
        place={{ at: state.cursor + 1, of: state.shown.length }}
      />
    </Box>
  );
};

const filterLine = ({ typing, filter }: BrowseState, keys: Bindings<unknown>): string => {
  const problems = style('error', filterProblems(filter));
  if (typing) return `${style('accent', '/')}${sanitise(filter)}▏ ${problems}`;
  const clearing = style('dim', nameKeys('({unfilter} clears)', keys));
  return filter ? `${style('accent', '/')}${sanitise(filter)} ${clearing} ${problems}` : '';
};
