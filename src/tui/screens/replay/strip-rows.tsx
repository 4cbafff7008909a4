import { useIsScreenReaderEnabled } from 'ink';
import { nameKeys } from '../../keys/name-keys.ts';
import { Row } from '../../parts/row.tsx';
import { useSettings } from '../../settings.ts';
import { toLegend } from './legend.ts';
import type { ReplayLayout } from './replay-layout.ts';
import { withPlayhead } from './strip.ts';
import type { Strips } from './use-strips.ts';

/** The timeline: one strip or two rows of it, the neighbourhood of the playhead, and what the signs mean. */
export const StripRows = ({
  strips: { session, near },
  layout,
  turn,
  width,
}: {
  readonly strips: Strips;
  readonly layout: ReplayLayout;
  readonly turn: number;
  readonly width: number;
}) => {
  const more = nameKeys('{help} help', useSettings().keymap.replay);
  // It is a picture; the line above tells its turn and its counts.
  if (useIsScreenReaderEnabled()) return null;
  return (
    <>
      {layout.marks === null ? null : <Row text={session.marks.join('')} />}
      <Row text={withPlayhead(layout.marks === null ? session.both : session.density, session, turn)} />
      {near ? <Row text={withPlayhead(near.both, near, turn)} /> : null}
      {layout.legend ? <Row text={toLegend(near ? [session, near] : [session], width, more)} /> : null}
    </>
  );
};
