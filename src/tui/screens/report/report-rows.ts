import { countOf } from '../../../domain/count-of.ts';
import { sanitise } from '../../../domain/sanitise.ts';
import { style } from '../../theme.ts';
import { type ReportState, sectionAt } from './report-state.ts';

/** What is being read, or how far the counting is. */
export const toReportHeader = (state: ReportState): string => {
  const { phase, progress, trouble } = state;
  if (trouble !== null) return style('error', sanitise(trouble));
  const title = style('bold', 'report');
  if (phase === 'making') {
    const { done, total } = progress;
    const words = total === 0 ? 'reading …' : `reading ${done} of ${countOf(total, 'log')}`;
    return `${title} ${style('dim', words)}`;
  }
  return `${title} ${style('dim', sectionAt(state)?.text ?? '')}`;
};

/** The lines in view, painted by what they are. */
export const toReportRows = ({ lines, top, view }: ReportState): string[] =>
  lines.slice(top, top + view.height).map(({ kind, text }) => {
    switch (kind) {
      case 'section':
        return style('heading', text);
      case 'table':
        return style('bold', text);
      case 'note':
      case 'head':
        return style('dim', text);
      default:
        return text;
    }
  });
