import { Box } from 'ink';
import { useMemo } from 'react';
import { sanitise } from '../../../domain/sanitise.ts';
import { keyLabel, type Press, withPresses } from '../../keys/bindings.ts';
import { usePresses } from '../../keys/use-bindings.ts';
import { useAreas } from '../../mouse/use-areas.ts';
import { Footer } from '../../parts/footer.tsx';
import { Lines } from '../../parts/lines.tsx';
import { fit, Row } from '../../parts/row.tsx';
import { visibleRange } from '../../parts/visible-range.ts';
import { style } from '../../theme.ts';
import { useInstantReducer } from '../../use-instant-reducer.ts';
import { paletteKeys } from './palette-keys.ts';
import {
  createPaletteReducer,
  type Entry,
  type Offer,
  openPalette,
  type PaletteAction,
  paletteMode,
} from './palette-state.ts';

type Props = {
  readonly offer: Offer;
  readonly size: { readonly columns: number; readonly rows: number };
  /** Called once, with what was chosen; null when nothing was. */
  readonly onDone: (press: Press | null) => void;
};

/** Every action of the open screen by its words, with its key: type some of them, enter does it. */
export const PaletteScreen = ({ offer, size, onDone }: Props) => {
  const reducer = useMemo(() => withPresses(createPaletteReducer(offer), paletteMode), [offer]);
  const [state, dispatch] = useInstantReducer(reducer, () => openPalette(offer));
  const act = (action: PaletteAction | Press) => {
    const { done } = dispatch(action);
    if (done) onDone(done.press);
  };
  usePresses(act, text => dispatch({ type: 'typed', text }), true);
  const height = Math.max(1, size.rows - 2);
  const { start, end } = visibleRange(state.cursor, state.entries.length, height);
  useAreas(
    [
      {
        ...{ top: 1, left: 0, width: size.columns, height: end - start },
        onClick: line => act({ type: 'run', at: start + line }),
        onWheel: by => act({ type: 'move', by }),
      },
    ],
    true,
  );
  const rows = state.entries
    .slice(start, end)
    .map((entry, slot) => toEntryRow(entry, size.columns, start + slot === state.cursor));
  const place = style(
    'dim',
    `${offer.title}, ${state.entries.length} of ${openPalette(offer).entries.length}`,
  );
  return (
    <Box flexDirection="column" width={size.columns} height={size.rows} overflow="hidden">
      <Row text={`${style('accent', ':')}${sanitise(state.query)}▏ ${place}`} />
      <Lines
        lines={rows.length > 0 ? rows : [style('dim', 'Nothing is called so; esc goes back.')]}
        height={height}
        chosen={{ from: state.cursor - start, end: state.cursor - start + 1 }}
      />
      <Footer bindings={paletteKeys} width={size.columns} />
    </Box>
  );
};

const keysWidth = 14;

/** The words, and the keys that do the same at once. */
const toEntryRow = ({ help, keys }: Entry, width: number, isHere: boolean): string => {
  const words = fit(help, Math.max(8, Math.min(60, width - keysWidth - 3)));
  const pointer = isHere ? style('accent', '❯') : ' ';
  return `${pointer} ${isHere ? style('bold', words) : words} ${style('accent', keys.map(keyLabel).join(' '))}`;
};
