import type { Report } from '../../../app/app.ts';
import { type ReportLine, toReportLines } from '../../../app/report-lines.ts';
import type { Destination } from '../../app-state.ts';
import type { Mode } from '../../keys/bindings.ts';
import type { Keymap } from '../../keys/keymap.ts';
import type { ScreenAction } from '../../keys/use-bindings.ts';

export type ReportState = {
  /** `making` asks for the report; the one before stays in view meanwhile. */
  readonly phase: 'making' | 'reading';
  readonly progress: { readonly done: number; readonly total: number };
  readonly report: Report | null;
  /** The report as it is drawn in this width. */
  readonly lines: readonly ReportLine[];
  readonly view: View;
  /** The line that stands first on the screen. */
  readonly top: number;
  readonly trouble: string | null;
  readonly leaving: Destination | null;
};
type View = { readonly width: number; readonly height: number };

export type ReportAction =
  | ScreenAction
  | { readonly type: 'sized'; readonly view: View }
  | { readonly type: 'progress'; readonly done: number; readonly total: number }
  | { readonly type: 'made'; readonly report: Report }
  | { readonly type: 'trouble'; readonly words: string }
  | Move
  | { readonly type: 'again' }
  | { readonly type: 'leave'; readonly to: 'back' };

export const openReport = (view: View): ReportState => ({
  phase: 'making',
  progress: { done: 0, total: 0 },
  report: null,
  lines: [],
  view,
  top: 0,
  trouble: null,
  leaving: null,
});

export const reportReducer = (state: ReportState, action: ReportAction): ReportState => {
  switch (action.type) {
    case 'sized':
      return resized(state, action.view);
    case 'progress':
      return { ...state, progress: { done: action.done, total: action.total } };
    case 'made':
      return drawn({ ...state, phase: 'reading', report: action.report, trouble: null });
    case 'trouble':
      return { ...state, phase: 'reading', trouble: action.words };
    case 'again':
      return { ...state, phase: 'making', progress: { done: 0, total: 0 } };
    case 'stay':
      return { ...state, leaving: null };
    case 'leave':
      return { ...state, leaving: { to: action.to } };
    case 'typed':
      return state;
    default:
      return { ...state, top: within(state, topAfter(state, action)) };
  }
};

type Move =
  | { readonly type: 'scroll' | 'page' | 'section'; readonly by: number }
  | { readonly type: 'first' | 'last' };

const topAfter = (state: ReportState, action: Move): number => {
  const { top, view, lines } = state;
  switch (action.type) {
    case 'scroll':
      return top + action.by;
    case 'page':
      return top + Math.round(action.by * view.height);
    case 'section':
      return sectionFrom(state, action.by);
    case 'first':
      return 0;
    case 'last':
      return lines.length;
  }
};

/** Back goes to the start of the section at hand first, as in a book. */
const sectionFrom = ({ lines, top }: ReportState, by: number): number => {
  const starts = lines.flatMap(({ kind }, at) => (kind === 'section' ? [at] : []));
  return by > 0 ? (starts.find(at => at > top) ?? top) : (starts.findLast(at => at < top) ?? 0);
};

const within = ({ lines, view }: ReportState, top: number): number =>
  Math.max(0, Math.min(top, lines.length - view.height));

/** The section at the top of the screen stays there, whatever its lines became. */
const resized = (state: ReportState, view: View): ReportState => {
  const section = sectionAt(state)?.id;
  const next = drawn({ ...state, view });
  const at = next.lines.findIndex(line => line.kind === 'section' && line.id === section);
  return { ...next, top: within(next, view.width === state.view.width || at < 0 ? state.top : at) };
};

const drawn = (state: ReportState): ReportState => {
  const lines = state.report ? toReportLines(state.report, state.view.width) : [];
  return { ...state, lines, top: within({ ...state, lines }, state.top) };
};

/** The section that is being read. */
export const sectionAt = ({ lines, top }: ReportState): ReportLine | undefined =>
  lines.slice(0, top + 1).findLast(({ kind }) => kind === 'section');

export const reportMode = (keymap: Keymap) => (): Mode<ReportAction> => ({ bindings: keymap.report });
