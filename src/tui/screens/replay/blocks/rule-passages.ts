import { oneLine } from '../../../../domain/sanitise.ts';
import { toPlainFlows } from '../../../text/markdown/markdown-flows.ts';
import { added, type Span } from '../../../text/span.ts';
import { columnsOf, type Flow } from '../../../text/wrap-spans.ts';
import { findMarks } from '../ranges.ts';
import { foldFlow, foldText, openLimit } from './fold.ts';
import type { BlockView, Passage } from './passage.ts';

const mostChars = 400;
/** Commands after which the conversation is another one. */
const turning = /^\/(?:clear|new|reset|compact|resume|rewind|undo|model)\b/;

/** A rule across the page with words in it: for what happened to the conversation itself. */
export const ruleFlow = (words: string, width: number, look: Span['looks'][number] = 'dim'): Flow => {
  const text = `── ${words} `;
  const rest = Math.max(2, width - columnsOf([added(text)]));
  return { spans: [added(`${text}${'─'.repeat(rest)}`, look)], breaks: 'words' };
};

/** A note of the machine. What does not fit its rule stands below it, once it is opened. */
export const notePassages = (
  { label, text }: { readonly label: string; readonly text: string },
  view: BlockView,
): Passage[] => {
  const name = oneLine(label, 80);
  if (!isLongNote(text)) return [{ flows: [ruleFlow(joined(name, oneLine(text, mostChars)), view.width)] }];
  if (!view.isOpen)
    return [
      { flows: [ruleFlow(joined(name, `${oneLine(text, 60)} …`), view.width), foldFlow('the whole note')] },
    ];
  const { shown } = foldText(text.trimEnd(), openLimit);
  return [
    { flows: [ruleFlow(name, view.width)] },
    {
      flows: toPlainFlows(shown, { from: 0, to: shown.length }, ['dim']),
      marks: findMarks(shown, view.find),
    },
  ];
};

/** Is there more text than stands well in a rule? */
export const isLongNote = (text: string): boolean => text.length > 120 || text.trim().includes('\n');

/** A slash command or `!command`; one that turns the conversation is a rule. */
export const commandPassages = (text: string, view: BlockView): Passage[] => {
  if (turning.test(text))
    return [{ flows: [ruleFlow(`⌘ ${oneLine(text, mostChars)}`, view.width, 'accent')] }];
  const { shown, more } = foldText(text.trimEnd(), view.isOpen ? openLimit : commandLimit);
  const flows = toPlainFlows(shown, { from: 0, to: shown.length }, ['accent']).map((flow, index) => ({
    ...flow,
    first: [added(index === 0 ? '⌘ ' : '  ', 'accent')],
    rest: [added('  ')],
  }));
  return [{ flows, marks: findMarks(shown, view.find) }, ...(more ? [{ flows: [foldFlow(more)] }] : [])];
};

export const commandLimit = { lines: 20, chars: 4000 };

const joined = (label: string, text: string): string => [label, text].filter(part => part !== '').join(' · ');
