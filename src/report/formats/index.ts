import type { Report } from '../build-report.ts';
import { formatCsv } from './csv.ts';
import { formatHtml } from './html.ts';
import { formatMarkdown } from './markdown.ts';
import { formatTerminal } from './terminal.ts';

export type ReportText = 'terminal' | 'md' | 'csv' | 'html';

/** The report as text; `width` is the terminal’s. */
export const formatReport = (report: Report, format: ReportText, width: number): string => {
  switch (format) {
    case 'terminal':
      return formatTerminal(report, width);
    case 'md':
      return formatMarkdown(report);
    case 'csv':
      return formatCsv(report);
    case 'html':
      return formatHtml(report);
  }
};
