import { oneLine } from '../../../../domain/sanitise.ts';
import type { Block } from '../../../../domain/turn.ts';
import type { Mark } from '../../../paint-ranges.ts';
import { note } from '../../../text/wrap-spans.ts';
import { branchPassages } from './branch-passages.ts';
import { isLonger } from './fold.ts';
import type { BlockView, Passage, ReadingAids } from './passage.ts';
import { commandLimit, commandPassages, isLongNote, notePassages, ruleFlow } from './rule-passages.ts';
import { isLongText, textPassages, thinkingPassages } from './text-passages.ts';
import { isLongCall, toolPassages } from './tool-passages.ts';

/** Draws one block. `marks` are on its text, the ones that matter most first. */
export const blockPassages = (
  block: Block,
  marks: readonly Mark[],
  view: BlockView,
  aids: ReadingAids,
): Passage[] => {
  switch (block.kind) {
    case 'text':
      return textPassages(block.text, marks, view, aids);
    case 'thinking':
      return thinkingPassages(block.text, view, aids);
    case 'tool':
      return [
        ...toolPassages(block.call, view, aids),
        ...(view.branch && view.isOpen ? branchPassages(view.branch, view, aids) : []),
      ];
    case 'interruption':
      return [{ flows: [note('◼ stopped by the developer', 'pushback')] }];
    case 'rewind':
      return [{ flows: [ruleFlow(rewindWords(block.to), view.width, 'pushback')] }];
    case 'image':
      return [{ flows: [note(imageWords(block), 'dim')] }];
    case 'command':
      return commandPassages(block.text, view, aids);
    case 'note':
      return notePassages(block, view, aids);
  }
};

/** Has the block a folded part that a person can open? */
export const isFoldable = (
  block: Block,
  view: Pick<BlockView, 'width' | 'showsOutput' | 'branch'>,
): boolean => {
  switch (block.kind) {
    case 'text':
    case 'thinking':
      return isLongText(block.text);
    case 'tool':
      return Boolean(view.branch) || isLongCall(block.call, view);
    case 'command':
      return isLonger(block.text, commandLimit);
    case 'note':
      return isLongNote(block.text);
    case 'image':
    case 'interruption':
    case 'rewind':
      return false;
  }
};

const rewindWords = (to: number): string =>
  `↶ the developer went back to before turn ${to}: what followed it was abandoned`;

const imageWords = ({ mediaType, bytes, pixels }: Extract<Block, { kind: 'image' }>): string =>
  [
    '▣ image',
    oneLine(mediaType.replace(/^image\//, ''), 40),
    pixels ? `${pixels.width} × ${pixels.height}` : '',
    bytes > 0 ? `${Math.ceil(bytes / 1024)} KB` : '',
  ]
    .filter(part => part !== '')
    .join(' ');
