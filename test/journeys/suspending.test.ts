import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { openTerminal } from '../../src/dev/open-terminal.ts';
import { homeEnv, launcher, root } from '../helpers/run-cli.ts';
import { countListed } from '../helpers/samples.ts';
import { leftModes, restored } from '../helpers/terminal-traffic.ts';
import { emptyFolder } from '../helpers/write-log.ts';

const all = countListed();
const shell = '/bin/bash';

/** A shell with job control, as a person has; it says `ready$` when it waits. */
const openShell = async () => {
  const terminal = openTerminal({
    file: shell,
    args: ['--norc', '--noprofile', '-i'],
    ...{ columns: 80, rows: 24, cwd: root },
    env: { ...homeEnv(emptyFolder()), PS1: 'ready$ ', FORCE_COLOR: '1', HISTFILE: '' },
  });
  await terminal.shows('ready$');
  return terminal;
};

test.skipIf(!existsSync(shell))(
  'ctrl-z gives the shell a sane terminal, fg brings the screen back where it was, again and again',
  async () => {
    const terminal = await openShell();
    terminal.press(`"${process.execPath}" "${launcher}" --sessions sessions\r`);
    await terminal.shows(`${all} of ${all} sessions`);
    terminal.press('/currency\r\r');
    await terminal.shows('↯ 0/');
    terminal.press(']');
    await terminal.shows('turn 3/');
    for (let round = 0; round < 2; round += 1) {
      terminal.press('\u001a');
      await terminal.shows(/Stopped.*ready\$/s);
      expect(leftModes(ofProgram(terminal.written()))).toEqual(restored);
      terminal.press(`stty -a | grep -ow -e icanon -e echo | tr '\\n' '+'; echo " round ${round}"\r`);
      await terminal.shows(`icanon+echo+ round ${round}`);
      terminal.press('fg\r');
      await terminal.shows('turn 3/');
      expect(terminal.terminal.buffer.active.type).toBe('alternate');
    }
    terminal.press('J');
    await terminal.shows('turn 5/');
    terminal.press('\u0003');
    await terminal.shows(/ready\$/);
    terminal.press('stty -a | grep -ow -e icanon -e echo | tr "\\n" "+"; echo " code $?"\r');
    await terminal.shows('icanon+echo+ code');
    expect(leftModes(ofProgram(terminal.written()))).toEqual(restored);
    terminal.press('exit\r');
    expect((await terminal.left()).signal).toBe(0);
  },
);

test.skipIf(!existsSync(shell))(
  'a stop and a continue from outside keep the screen and the place',
  async () => {
    const terminal = await openShell();
    terminal.press(`"${process.execPath}" "${launcher}" --sessions sessions\r`);
    await terminal.shows(`${all} of ${all} sessions`);
    terminal.press('/currency\r\r');
    await terminal.shows('↯ 0/');
    terminal.press(']');
    await terminal.shows('turn 3/');
    process.kill(childOf(terminal.pid), 'SIGTSTP');
    await terminal.shows(/Stopped.*ready\$/s);
    expect(leftModes(ofProgram(terminal.written()))).toEqual(restored);
    terminal.press('fg\r');
    await terminal.shows('turn 3/');
    terminal.press('\u0003');
    await terminal.shows(/ready\$ $/m);
    terminal.press('exit\r');
    await terminal.left();
  },
);

/** Until the shell asks for a line, with a mode of its own. */
const ofProgram = (written: string): string =>
  written.slice(0, written.lastIndexOf('ready$')).replace(/\u001b\[\?2004h$/, '');

const childOf = (pid: number): number =>
  Number(readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ')[0]);
