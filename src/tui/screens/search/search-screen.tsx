import { Box } from 'ink';
import { useEffect, useMemo } from 'react';
import type { App } from '../../../app/app.ts';
import { createFinder } from '../../../domain/match-words.ts';
import { parseQuery, termsOf } from '../../../domain/query.ts';
import type { SessionSummary } from '../../../domain/session-summary.ts';
import type { Go } from '../../app-state.ts';
import type { Press } from '../../keys/bindings.ts';
import { useScreenKeys } from '../../keys/use-bindings.ts';
import { useAreas } from '../../mouse/use-areas.ts';
import { Footer } from '../../parts/footer.tsx';
import { Lines } from '../../parts/lines.tsx';
import { fit, Row } from '../../parts/row.tsx';
import { visibleRange } from '../../parts/visible-range.ts';
import { useSettings } from '../../settings.ts';
import type { SummaryOf } from '../../summary-of.ts';
import { style } from '../../theme.ts';
import { facetAt, toFacetLine, toFacets } from './facets.ts';
import { hitHeight, toCountLine, toHitRows, toInput, toPreviewRows, toProblemLine } from './search-rows.ts';
import { type SearchAction, type SearchState, searchMode } from './search-state.ts';
import { useHistory } from './use-history.ts';
import { useAnswers, useAround } from './use-search.ts';

type Props = {
  readonly app: Pick<App, 'search' | 'around' | 'queries' | 'keepQuery'>;
  readonly state: SearchState;
  readonly dispatch: (action: SearchAction | Press) => SearchState;
  readonly sessions: readonly SessionSummary[];
  readonly summaryOf: SummaryOf;
  /** The session that it was opened from. */
  readonly from: SessionSummary | null;
  readonly threshold: number | null;
  readonly size: { readonly columns: number; readonly rows: number };
  /** How far the library is read, while it is being read. */
  readonly reading: string;
  readonly go: Go;
  readonly active: boolean;
};

/** From this width on a hit is shown in its context beside the list. */
const widePreview = 110;
const frameRows = 4;
const label = 'search';

/** Every turn of every session, searched as one types. */
export const SearchScreen = ({
  app,
  state,
  dispatch,
  sessions,
  summaryOf,
  from,
  threshold,
  size,
  reading,
  go,
  active,
}: Props) => {
  const { keymap } = useSettings();
  const act = useScreenKeys(dispatch, { go, active, modeOf: searchMode(keymap) });
  useEffect(() => void dispatch({ type: 'from', summary: from }), [dispatch, from]);
  useAnswers(app, state, threshold, act);
  useHistory(app, state, dispatch);
  const { asked, answer, cursor } = state;
  const isWide = size.columns >= widePreview;
  const around = useAround(app, isWide ? answer.hits[cursor] : undefined);
  const height = Math.max(1, size.rows - frameRows);
  const width = isWide ? Math.floor(size.columns / 2) : size.columns;
  const { start, end } = visibleRange(
    cursor,
    answer.hits.length,
    Math.max(1, Math.floor(height / hitHeight)),
  );
  const rows = answer.hits
    .slice(start, end)
    .flatMap((hit, slot) => toHitRows(hit, summaryOf(hit.session), width, start + slot === cursor));
  const facets = useMemo(
    () => (sessions.length > 0 ? toFacets(answer.facets, summaryOf) : []),
    [answer.facets, summaryOf, sessions],
  );
  const facetLine = toFacetLine(facets, state.facet, size.columns);
  useAreas(
    [
      {
        ...{ top: 3, left: 0, width, height: (end - start) * hitHeight },
        onClick: line => {
          const by = start + Math.floor(line / hitHeight) - cursor;
          act(by === 0 ? { type: 'open' } : { type: 'move', by });
        },
        onWheel: by => act({ type: 'move', by }),
      },
      {
        ...{ top: 2, left: 0, width: size.columns, height: 1 },
        onClick: (_line, column) => {
          const term = facetAt(facetLine, column);
          if (term !== undefined) act({ type: 'narrow', term });
        },
      },
    ],
    active,
  );
  const find = useMemo(
    () => createFinder(termsOf(parseQuery(asked.query), answer.instead)),
    [asked.query, answer.instead],
  );
  const hit = answer.hits[cursor];
  const preview = isWide && hit ? toPreviewRows(around, hit, find, size.columns - width - 1, height) : [];
  const input = toInput(asked.query, Math.max(4, size.columns - label.length - 2));
  const wrong = toProblemLine(answer.problems, label.length + 1, size.columns);
  const count = toCountLine(state, answer.facets.sessions.size) + reading;
  return (
    <Box flexDirection="column" width={size.columns} height={size.rows} overflow="hidden">
      <Row
        text={`${style('accent', label)} ${input}▏${asked.pushbackOnly ? style('pushback', ' only pushback') : ''}`}
      />
      <Row text={wrong ? style('error', wrong) : style('dim', count)} />
      <Row text={facetLine.text} />
      <Lines
        lines={Array.from({ length: height }, (_, slot) => beside(rows[slot] ?? '', preview[slot], width))}
        height={height}
        chosen={{ from: (cursor - start) * hitHeight, end: (cursor - start + 1) * hitHeight }}
      />
      <Footer
        bindings={keymap.search}
        width={size.columns}
        place={{ at: cursor + 1, of: answer.hits.length }}
      />
    </Box>
  );
};

const beside = (row: string, preview: string | undefined, width: number): string =>
  preview === undefined ? row : `${fit(row, width)}${style('dim', '│')}${preview}`;
