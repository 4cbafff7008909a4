import { useMemo } from 'react';
import { sanitise } from '../../../domain/sanitise.ts';
import type { Bindings } from '../../keys/bindings.ts';
import { useSettings } from '../../settings.ts';
import { style } from '../../theme.ts';
import { toCompareLines } from './compare-lines.ts';
import { type Document, toEpisodeLines } from './episode-lines.ts';
import { type EpisodesAction, type EpisodesState, turnsOf } from './episodes-state.ts';
import { listWidth } from './list-lines.ts';
import { toPlanLines, toProgressLines } from './plan-lines.ts';
import { toPreviewLines } from './preview-lines.ts';
import { ReviewPane } from './review-pane.tsx';
import { here } from './reviewing.ts';
import { noEpisodeLines, toRestLines } from './run-lines.ts';

type Props = {
  readonly state: EpisodesState;
  readonly width: number;
  readonly height: number;
  readonly active: boolean;
  readonly act: (action: EpisodesAction) => void;
};

/** What the phase has to show, under the header. */
export const EpisodesBody = ({ state, width, height, active, act }: Props) => {
  const list = state.phase.name === 'results' && state.reviewing.entries.length > 1 ? listWidth(width) : 0;
  const { keymap, theme } = useSettings();
  const { reviewing, phase } = state;
  const preview = phase.name === 'previewing' ? phase.preview : null;
  // A long session is not wrapped anew at each press.
  const previewed = useMemo(() => preview && toPreviewLines(preview, width), [preview, width, theme]);
  const document = useMemo(
    () =>
      previewed ? { lines: previewed, cursorLine: 0 } : toDocument(state, width - list, keymap.episodes),
    [state, previewed, width, list, keymap, theme],
  );
  const scroll = 'scroll' in phase ? phase.scroll : reviewing.scroll;
  return <ReviewPane {...{ document, reviewing, scroll, width, height, list, active, act }} />;
};

export const toDocument = (state: EpisodesState, width: number, keys: Bindings<unknown>): Document => {
  const { phase } = state;
  switch (phase.name) {
    case 'asking':
      return { lines: toPlanLines(phase.plan, width), cursorLine: 0 };
    case 'running':
      return { lines: toProgressLines(phase, width), cursorLine: 0 };
    case 'trouble':
      return {
        lines: [style('error', sanitise(phase.message)), sanitise(phase.nextStep)],
        cursorLine: 0,
      };
    case 'comparing': {
      const lines = toCompareLines(phase.compared ?? [], width, keys);
      return { lines: phase.compared ? lines : [], cursorLine: 0 };
    }
    case 'results':
      return resultLines(state, width, keys);
    default:
      return { lines: [], cursorLine: 0 };
  }
};

const resultLines = (
  { classification, reviewing, summary, all }: EpisodesState,
  width: number,
  keys: Bindings<unknown>,
): Document => {
  if (!classification) return { lines: [], cursorLine: 0 };
  const stop = here(reviewing);
  const rest = all ? toRestLines(classification, width) : [];
  if (!stop) return { lines: [...noEpisodeLines(classification, width, keys), ...rest], cursorLine: 0 };
  const episode = toEpisodeLines(stop, turnsOf(summary), width);
  return { ...episode, lines: [...episode.lines, ...rest] };
};
