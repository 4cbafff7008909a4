import { Box } from 'ink';
import { countOf } from '../../../domain/count-of.ts';
import { sanitise } from '../../../domain/sanitise.ts';
import type { SessionSummary } from '../../../domain/session-summary.ts';
import type { Destination } from '../../app-state.ts';
import type { Press } from '../../keys/bindings.ts';
import { useScreenKeys } from '../../keys/use-bindings.ts';
import { Footer } from '../../parts/footer.tsx';
import { Row } from '../../parts/row.tsx';
import { visibleRange } from '../../parts/visible-range.ts';
import { useSettings } from '../../settings.ts';
import { style } from '../../theme.ts';
import { toHitRows } from './search-rows.ts';
import type { SearchAction, SearchState } from './search-state.ts';

type Props = {
  readonly state: SearchState;
  readonly dispatch: (action: SearchAction | Press) => SearchState;
  readonly sessions: readonly SessionSummary[];
  readonly size: { readonly columns: number; readonly rows: number };
  /** How far the library is read, while it is being read. */
  readonly reading: string;
  readonly go: (destination: Destination) => void;
  readonly active: boolean;
};

/** Every turn of every session, searched as one types. */
export const SearchScreen = ({ state, dispatch, sessions, size, reading, go, active }: Props) => {
  const { keymap } = useSettings();
  useScreenKeys(dispatch, go, active);
  const height = Math.max(1, Math.floor((size.rows - 3) / 2));
  const { hits, total, problems } = state.answer;
  const { start, end } = visibleRange(state.cursor, hits.length, height);
  const byId = new Map(sessions.map(session => [session.head.id, session]));
  const rows = hits
    .slice(start, end)
    .flatMap((hit, slot) =>
      toHitRows(hit, byId.get(hit.session), size.columns, start + slot === state.cursor),
    );
  const wrong = problems.map(({ at, what }) => `${what} (column ${at + 1})`).join('; ');
  return (
    <Box flexDirection="column" width={size.columns} height={size.rows} overflow="hidden">
      <Row
        text={`${style('accent', 'search')} ${sanitise(state.query)}▏${state.pushbackOnly ? style('pushback', ' only pushback') : ''}`}
      />
      <Row text={wrong ? style('error', wrong) : style('dim', countLine(state, total) + reading)} />
      {Array.from({ length: size.rows - 3 }, (_, slot) => (
        <Row key={`slot ${slot + 1}`} text={rows[slot] ?? ''} />
      ))}
      <Footer bindings={keymap.search} width={size.columns} />
    </Box>
  );
};

const countLine = (state: SearchState, total: number): string => {
  if (!state.query.trim() && !state.pushbackOnly)
    return 'words, "a phrase", -not, agent: project: class: in:developer has:pushback after:2026-01-01';
  if (total === 0) return 'No turn matches. Fewer words find more.';
  return `${countOf(total, 'turn')}${total > state.answer.hits.length ? `, newest ${state.answer.hits.length} shown` : ''}`;
};
