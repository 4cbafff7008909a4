import type { ClassifyPreview } from '../../../app/classify-session.ts';
import { sanitise } from '../../../domain/sanitise.ts';
import { style } from '../../theme.ts';
import { wrap } from './paragraph.ts';

/** The requests that would go first, letter by letter but for control characters, which never reach the terminal. */
export const toPreviewLines = ({ endpoint, requests }: ClassifyPreview, width: number): string[] => [
  ...wrap(`Secrets are hidden. What comes after these requests asks about what their replies say.`, width),
  ...requests.flatMap((request, at) => [
    '',
    ...wrap(style('accent', `request ${at + 1} of ${requests.length} to ${sanitise(endpoint ?? '')}`), width),
    ...requestLines(request, width),
  ]),
];

const requestLines = (request: ClassifyPreview['requests'][number], width: number): string[] => {
  const { messages, ...rest } = request;
  return [
    ...messages.flatMap(({ role, content }) => [
      style('bold', sanitise(role)),
      ...textLines(typeof content === 'string' ? content : JSON.stringify(content), width),
    ]),
    style('bold', 'and with it'),
    ...textLines(JSON.stringify(rest, null, 1), width),
  ];
};

const textLines = (text: string, width: number): string[] =>
  text.split('\n').flatMap(line => wrap(sanitise(line), width - 2).map(part => `  ${part}`));
