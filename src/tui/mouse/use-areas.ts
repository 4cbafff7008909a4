import { useContext, useLayoutEffect, useRef } from 'react';
import { type Area, point } from './areas.ts';
import { MouseContext } from './use-mouse.ts';

/** Lets the mouse be used on what is drawn, while `active`. What a click means is what the person saw under it. */
export const useAreas = (areas: readonly Area[], active: boolean): void => {
  const mouse = useContext(MouseContext);
  const drawn = useRef(areas);
  drawn.current = areas;
  useLayoutEffect(() => {
    if (!mouse || !active) return;
    let held: number | null = null;
    return mouse.listen(pointer => {
      held = point(drawn.current, pointer, held);
    });
  }, [mouse, active]);
};
