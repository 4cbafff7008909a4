import type { ToolCall } from '../domain/tool-call.ts';
import { type Block, type Turn, turnText } from '../domain/turn.ts';
import { truncateTurn } from './truncate-turn.ts';

const outputChars = 240;
const targetChars = 160;

/**
 * All of a turn that may be quoted: its own text first, so that offsets into `turnText` hold here too, then one line
 * for each tool call and interruption. This is also what the formatter shows of a turn, so a quote from what an engine
 * was shown can be found again.
 */
export const turnEvidenceText = (turn: Turn): string => {
  const acts = turn.blocks.flatMap(actLine);
  return [turnText(turn), acts.join('\n')].filter(part => part !== '').join('\n\n');
};

/** A tool call on one line: name, what it was about, status and exit code, and a little of its output. */
export const toolLine = ({ name, target, status, exitCode, output }: ToolCall): string => {
  const code = exitCode === null ? '' : `, exit ${exitCode}`;
  const said = output?.trim() ? `: ${short(output, outputChars)}` : '';
  return `[tool ${name}] ${short(target, targetChars)} (${status}${code})${said}`;
};

const actLine = (block: Block): string[] => {
  if (block.sidechain) return [];
  if (block.kind === 'tool') return [toolLine(block.call)];
  if (block.kind === 'rewind') return [`[the developer went back to before turn ${block.to}]`];
  return block.kind === 'interruption' ? ['[the developer stopped the agent]'] : [];
};

/** Both ends on one line: an error is as often at the end of an output as at its start. */
const short = (text: string, budget: number): string => {
  const ends = text.length > budget * 8 ? `${text.slice(0, budget * 4)} ${text.slice(-budget * 4)}` : text;
  const { text: kept } = truncateTurn(ends.replace(/\s+/g, ' ').trim(), budget);
  return kept.replace(/\s*\[\.{3}[^\]]*\]\s*/, ' … ');
};
