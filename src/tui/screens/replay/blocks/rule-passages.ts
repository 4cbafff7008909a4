import { oneLine } from '../../../../domain/sanitise.ts';
import { toPlainFlows } from '../../../text/markdown/markdown-flows.ts';
import { added, type Span, toLineSpans } from '../../../text/span.ts';
import { columnsOf, type Flow } from '../../../text/wrap-spans.ts';
import { type Note, noteWords } from '../find-matches.ts';
import { foldFlow, foldText, openLimit } from './fold.ts';
import type { BlockView, Passage, ReadingAids } from './passage.ts';

const mostChars = 400;
/** Commands after which the conversation is another one. */
const turning = /^\/(?:clear|new|reset|compact|resume|rewind|undo|model)\b/;

/** A rule across the page with words in it: for what happened to the conversation itself. */
export const ruleFlow = (
  words: string | readonly Span[],
  width: number,
  look: Span['looks'][number] = 'dim',
): Flow => {
  const said = typeof words === 'string' ? [added(words, look)] : words;
  const rest = Math.max(2, width - columnsOf(said) - 4);
  return {
    spans: [added('── ', look), ...said, added(` ${'─'.repeat(rest)}`, look)],
    breaks: 'words',
  };
};

/** A note of the machine. What does not fit its rule stands below it, once it is opened. */
export const notePassages = (note: Note, view: BlockView, aids: ReadingAids): Passage[] => {
  const source = foldText(noteWords(note), openLimit).shown;
  const body = note.label === '' ? 0 : note.label.length + 3;
  const spans = (to: number) => toLineSpans(source, { from: 0, to }, ['dim']);
  const found = { marks: view.find('words', source), part: 'words' } as const;
  if (!isLongNote(note.text)) return [{ flows: [ruleFlow(spans(mostChars), view.width)], ...found }];
  if (!view.isOpen)
    return [
      { flows: [ruleFlow([...spans(body + 60), added(' …', 'dim')], view.width)], ...found },
      { flows: [foldFlow('the whole note', false, aids)] },
    ];
  const flows = toPlainFlows(source, { from: body, to: source.length }, ['dim']);
  return [{ flows: [ruleFlow(oneLine(note.label, 80), view.width), ...flows], ...found }];
};

/** Is there more text than stands well in a rule? */
export const isLongNote = (text: string): boolean => text.length > 120 || text.trim().includes('\n');

/** A slash command or `!command`; one that turns the conversation is a rule. */
export const commandPassages = (text: string, view: BlockView, aids: ReadingAids): Passage[] => {
  if (turning.test(text))
    return [
      {
        flows: [ruleFlow(turningSpans(text), view.width, 'accent')],
        marks: view.find('words', text),
        part: 'words',
      },
    ];
  const { shown, more } = foldText(text.trimEnd(), view.isOpen ? openLimit : commandLimit);
  const flows = toPlainFlows(shown, { from: 0, to: shown.length }, ['accent']).map((flow, index) => ({
    ...flow,
    first: [added(index === 0 ? '⌘ ' : '  ', 'accent')],
    rest: [added('  ')],
  }));
  return [
    { flows, marks: view.find('words', shown), part: 'words' },
    ...(more ? [{ flows: [foldFlow(more, view.isOpen, aids)] }] : []),
  ];
};

export const commandLimit = { lines: 20, chars: 4000 };

const turningSpans = (text: string): Span[] => [
  added('⌘ ', 'accent'),
  ...toLineSpans(text, { from: 0, to: mostChars }, ['accent']),
];
