import { useAreas } from '../mouse/use-areas.ts';
import { style } from '../theme.ts';
import { Lines } from './lines.tsx';
import type { MenuAction } from './menu-keys.ts';
import { fit } from './row.tsx';
import { visibleRange } from './visible-range.ts';

type Props = {
  readonly labels: readonly string[];
  readonly cursor: number;
  /** The row of the screen on which it begins. */
  readonly top: number;
  readonly width: number;
  readonly height: number;
  readonly active: boolean;
  readonly act: (action: MenuAction) => void;
};

/** Items one under the other, the chosen one pointed at; the mouse chooses one by a click. */
export const Menu = ({ labels, cursor, top, width, height, active, act }: Props) => {
  const { start, end } = visibleRange(cursor, labels.length, height);
  useAreas(
    [
      {
        ...{ top, left: 0, width, height: end - start },
        onClick: line => act({ type: 'pick', at: start + line }),
        onWheel: by => act({ type: 'menuMove', by }),
      },
    ],
    active,
  );
  const lines = labels.slice(start, end).map((label, slot) => {
    const isChosen = start + slot === cursor;
    const words = fit(label, Math.max(1, width - 2)).trimEnd();
    return `${isChosen ? style('accent', '❯') : ' '} ${isChosen ? style('accent', words) : words}`;
  });
  return <Lines lines={lines} height={height} chosen={{ from: cursor - start, end: cursor - start + 1 }} />;
};
