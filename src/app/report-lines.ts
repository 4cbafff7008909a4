/** The report as lines, which a screen paints by what they are: the same rows that the command prints. */
export { type ReportLine, toReportLines } from '../report/formats/terminal.ts';
