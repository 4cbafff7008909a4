import { Box } from 'ink';
import { useState } from 'react';
import wrapAnsi from 'wrap-ansi';
import { type Command, formatCommand } from '../../../domain/command.ts';
import { oneLine, sanitise } from '../../../domain/sanitise.ts';
import type { SessionSummary } from '../../../domain/session-summary.ts';
import { actionOf } from '../../keys/bindings.ts';
import { useKeys } from '../../keys/use-bindings.ts';
import { Footer } from '../../parts/footer.tsx';
import { Lines } from '../../parts/lines.tsx';
import { style } from '../../theme.ts';
import { toWords } from '../../use-errands.ts';
import { type ResumeAction, resumeKeys } from './resume-keys.ts';

type Props = {
  readonly summary: SessionSummary;
  /** Null: there is no way to go on with this session. */
  readonly command: Command | null;
  readonly size: { readonly columns: number; readonly rows: number };
  readonly run: (command: Command) => Promise<void>;
  readonly copy: (text: string, what: string) => Promise<void>;
  readonly onClose: () => void;
};

/** Shows the command that goes on with a session in its own agent, and runs it on enter alone. */
export const ResumeScreen = ({ summary, command, size, run, copy, onClose }: Props) => {
  const [trouble, setTrouble] = useState('');
  const act = (action: ResumeAction) => {
    if (action === 'back' || command === null) return onClose();
    if (action === 'copy') return void copy(formatCommand(command), 'the command');
    run(command).then(onClose, error => setTrouble(`${toWords(error)} y copies the command.`));
  };
  useKeys(
    key => {
      const action = actionOf<ResumeAction>(resumeKeys, key);
      if (action) act(action);
    },
    () => {},
    true,
  );
  const lines = toResumeLines(summary, command, trouble, size.columns);
  return (
    <Box flexDirection="column" width={size.columns} height={size.rows} overflow="hidden">
      <Lines lines={lines} height={Math.max(1, size.rows - 1)} />
      <Footer bindings={resumeKeys} width={size.columns} />
    </Box>
  );
};

const toResumeLines = (
  { head }: SessionSummary,
  command: Command | null,
  trouble: string,
  width: number,
): string[] => {
  const title = `${style('bold', 'resume')} ${style('accent', sanitise(head.agent))} ${oneLine(head.title, 400)}`;
  const wrap = (text: string) => wrapAnsi(text, Math.max(8, width - 4), { hard: true }).split('\n');
  const body =
    command === null
      ? wrap(`${sanitise(head.agent)} knows no command that goes on with this session.`)
      : wrap(style('accent', sanitise(formatCommand(command))));
  return [title, '', ...body, '', ...wrap(style('error', sanitise(trouble)))].map((line, at) =>
    at === 0 ? line : `  ${line}`,
  );
};
