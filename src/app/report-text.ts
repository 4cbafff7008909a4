import type { Report } from '../report/build-report.ts';
import type { ReportText } from '../report/formats/index.ts';

/** What a report can be printed as. */
export const reportFormats = ['terminal', 'md', 'json', 'csv', 'html'] as const;
export type ReportFormat = (typeof reportFormats)[number];

/** The report as text; the formats are loaded when one is wanted. `width` is the terminal’s. */
export const reportText = async (report: Report, format: ReportText, width: number): Promise<string> => {
  const { formatReport } = await import('../report/formats/index.ts');
  return formatReport(report, format, width);
};
