import type { Mark } from '../../../paint-ranges.ts';
import { mostMarkdownChars } from '../../../text/markdown/markdown-context.ts';
import { toMarkdownFlows, toPlainFlows } from '../../../text/markdown/markdown-flows.ts';
import { added } from '../../../text/span.ts';
import { foldFlow, foldText, isLonger, openLimit } from './fold.ts';
import type { BlockView, Passage, ReadingAids } from './passage.ts';

const folded = { lines: 400, chars: mostMarkdownChars };

/** Is there so much text that a part of it is folded? */
export const isLongText = (text: string): boolean => isLonger(text.trimEnd(), folded);

/** Words of a speaker as Markdown, with the marks that are on them. */
export const textPassages = (
  text: string,
  marks: readonly Mark[],
  view: BlockView,
  aids: ReadingAids,
): Passage[] => {
  const { shown, more } = foldText(text.trimEnd(), view.isOpen ? openLimit : folded);
  const { width, keepsMarks } = view;
  const isFound = (piece: string) => view.find('words', piece).length > 0;
  const flows = toMarkdownFlows({ source: shown, width, keepsMarks, isFound, ...aids });
  return withFold(
    { flows, marks: [...view.find('words', shown), ...marks], part: 'words' },
    more,
    view,
    aids,
  );
};

/** What the agent thought: dimmed, and with a mark of its own before every line. */
export const thinkingPassages = (text: string, view: BlockView, aids: ReadingAids): Passage[] => {
  const { shown, more } = foldText(text.trimEnd(), view.isOpen ? openLimit : folded);
  const flows = toPlainFlows(shown, { from: 0, to: shown.length }, ['dim']).map((flow, index) => ({
    ...flow,
    first: [added(index === 0 ? '∴ ' : '┊ ', 'dim')],
    rest: [added('┊ ', 'dim')],
  }));
  return withFold({ flows, marks: view.find('thinking', shown), part: 'thinking' }, more, view, aids);
};

const withFold = (passage: Passage, more: string | null, view: BlockView, aids: ReadingAids): Passage[] => [
  passage,
  ...(more ? [{ flows: [foldFlow(more, view.isOpen, aids)] }] : []),
];
