import { Box } from 'ink';
import { useLayoutEffect, useMemo } from 'react';
import type { App } from '../../../app/app.ts';
import type { SessionSummary } from '../../../domain/session-summary.ts';
import type { Go } from '../../app-state.ts';
import { withPresses } from '../../keys/bindings.ts';
import { useScreenKeys } from '../../keys/use-bindings.ts';
import { useAreas } from '../../mouse/use-areas.ts';
import { Footer } from '../../parts/footer.tsx';
import { Lines } from '../../parts/lines.tsx';
import { Row } from '../../parts/row.tsx';
import { visibleRange } from '../../parts/visible-range.ts';
import { useSettings } from '../../settings.ts';
import { style } from '../../theme.ts';
import { useInstantReducer } from '../../use-instant-reducer.ts';
import { toPlanLines, toRulePane, toRuleRow, toRulesHeader } from './rules-rows.ts';
import { createRulesReducer, openRules, type RulesState, ruleAt, rulesMode } from './rules-state.ts';
import { useRules } from './use-rules.ts';

type Props = {
  readonly app: Pick<App, 'rules' | 'planAdoption' | 'adoptRule'>;
  readonly sessions: readonly SessionSummary[];
  readonly size: { readonly columns: number; readonly rows: number };
  readonly go: Go;
  readonly active: boolean;
};

const headRows = 2;

/** What the sessions ask for as a rule: a list, and below it what the chosen one rests on and what is proposed. */
export const RulesScreen = ({ app, sessions, size, go, active }: Props) => {
  const { keymap, theme } = useSettings();
  const byId = useMemo(() => new Map(sessions.map(session => [session.head.id, session])), [sessions]);
  const modeOf = useMemo(() => rulesMode(keymap), [keymap]);
  const reducer = useMemo(
    () =>
      withPresses(
        createRulesReducer(session => byId.get(session)),
        modeOf,
      ),
    [byId, modeOf],
  );
  const [state, dispatch] = useInstantReducer(reducer, openRules);
  useRules(app, state, dispatch);
  const act = useScreenKeys(dispatch, { go, active, modeOf });
  const { columns: width, rows } = size;
  const room = Math.max(2, rows - headRows - 1);
  const rules = state.found?.rules ?? [];
  const listHeight = state.plan ? 0 : Math.min(Math.max(1, rules.length), Math.floor(room / 3) || 1);
  const { start, end } = visibleRange(state.cursor, rules.length, listHeight);
  const told = useMemo(() => toldOf(state, width), [state, width, theme]);
  const paneHeight = room - listHeight;
  const mostScroll = Math.max(0, told.lines.length - paneHeight);
  useLayoutEffect(() => void dispatch({ type: 'drawn', mostScroll }), [dispatch, mostScroll]);
  // A sign that was chosen below the screen comes into view.
  const top = Math.min(mostScroll, Math.max(state.scroll, told.signLine - paneHeight + 1));
  useAreas(
    [
      {
        ...{ top: headRows, left: 0, width, height: end - start },
        onClick: row =>
          act(start + row === state.cursor ? { type: 'open' } : { type: 'at', at: start + row }),
        onWheel: by => act({ type: 'move', by }),
      },
      {
        ...{ top: headRows + listHeight, left: 0, width, height: paneHeight },
        onWheel: by => act({ type: 'scroll', by: 3 * by }),
      },
    ],
    active,
  );
  const [title, subtitle] = toRulesHeader(state);
  const list = rules.slice(start, end).map((rule, at) => toRuleRow(rule, start + at === state.cursor, width));
  const chosen = state.cursor - start;
  return (
    <Box flexDirection="column" width={width} height={rows} overflow="hidden">
      <Row text={title} />
      <Row text={subtitle} />
      <Lines
        lines={list.length > 0 ? list : [emptyWords(state)]}
        height={listHeight}
        chosen={{ from: chosen, end: chosen + 1 }}
      />
      <Lines lines={told.lines.slice(top, top + paneHeight)} height={paneHeight} />
      <Footer
        bindings={modeOf(state).bindings}
        width={width}
        place={{ at: state.cursor + 1, of: rules.length }}
      />
    </Box>
  );
};

const toldOf = (state: RulesState, width: number) => {
  if (state.plan) return { lines: toPlanLines(state.plan, width), signLine: 0 };
  const rule = ruleAt(state);
  return rule ? toRulePane(rule, state.sign, width) : { lines: [], signLine: 0 };
};

const emptyWords = ({ found }: RulesState): string =>
  style('dim', found ? 'Nothing was said or broken again and again.' : '');
