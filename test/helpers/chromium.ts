import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import { emptyFolder } from './write-log.ts';

const program = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);

/** Is there a browser to open a page in? A test that wants one says so in its title and skips. */
export const hasChromium = program !== undefined;

/** A page as headless Chromium leaves it after its scripts ran: its document as HTML. */
export const openPage = async (path: string, flags: readonly string[] = []): Promise<string> => {
  if (!program) throw new Error('There is no Chromium here');
  const profile = `--user-data-dir=${emptyFolder()}`;
  const page = path.startsWith('file:') ? path : `file://${path}`;
  const browser = spawn(
    program,
    ['--headless', '--no-sandbox', '--disable-gpu', profile, ...flags, '--dump-dom', page],
    { stdio: ['ignore', 'pipe', 'ignore'] },
  );
  let document = '';
  browser.stdout.on('data', data => {
    document += data;
  });
  await new Promise(tell => browser.on('close', tell));
  return document;
};

/** A server that counts what asks for something, so that a page can be seen to ask for nothing. */
export const countRequests = async (): Promise<{
  readonly address: string;
  readonly asked: () => readonly string[];
  readonly close: () => void;
}> => {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    response.end();
  });
  await new Promise<void>(tell => server.listen(0, '127.0.0.1', tell));
  const place = server.address();
  const port = typeof place === 'object' && place ? place.port : 0;
  return { address: `http://127.0.0.1:${port}`, asked: () => asked, close: () => server.close() };
};

/** A page that is open: a person’s keys, and what its document says. */
export type OpenTab = {
  /** The value of an expression in the page, as JSON carries it. */
  readonly read: (expression: string) => Promise<unknown>;
  readonly press: (key: string) => Promise<void>;
  readonly close: () => void;
};

/** Opens a page in headless Chromium and speaks its DevTools protocol, as a driver would. */
export const openTab = async (path: string): Promise<OpenTab> => {
  if (!program) throw new Error('There is no Chromium here');
  const profile = `--user-data-dir=${emptyFolder()}`;
  const browser = spawn(
    program,
    ['--headless', '--no-sandbox', '--disable-gpu', profile, '--remote-debugging-port=0', 'about:blank'],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  const address = await new Promise<string>((tell, fail) => {
    let said = '';
    browser.stderr.on('data', data => {
      said += data;
      const found = /DevTools listening on (ws:\S+)/.exec(said)?.[1];
      if (found) tell(found);
    });
    browser.on('close', () => fail(new Error(said)));
  });
  const ask = await speak(address);
  const { targetId } = await ask('Target.createTarget', { url: `file://${path}` });
  const { sessionId } = await ask('Target.attachToTarget', { targetId, flatten: true });
  const read = async (expression: string): Promise<unknown> => {
    const { result } = await ask('Runtime.evaluate', { expression, returnByValue: true }, sessionId);
    return isRecord(result) ? result.value : undefined;
  };
  while (!(await read("location.protocol === 'file:' && document.readyState === 'complete'")));
  return {
    read,
    press: async key => {
      const text = key.length === 1 ? { text: key } : {};
      await ask('Input.dispatchKeyEvent', { type: 'keyDown', key, ...text }, sessionId);
      await ask('Input.dispatchKeyEvent', { type: 'keyUp', key }, sessionId);
    },
    close: () => browser.kill('SIGKILL'),
  };
};

type Reply = Readonly<Record<string, unknown>>;
const isRecord = (value: unknown): value is Reply => typeof value === 'object' && value !== null;

const speak = async (address: string) => {
  const socket = new WebSocket(address);
  const waiting = new Map<number, (reply: Reply) => void>();
  let last = 0;
  socket.addEventListener('message', ({ data }) => {
    const { id, result } = JSON.parse(String(data));
    waiting.get(id)?.(result ?? {});
    waiting.delete(id);
  });
  await new Promise(tell => socket.addEventListener('open', tell));
  return (method: string, params: Reply, sessionId?: unknown): Promise<Reply> => {
    last += 1;
    const id = last;
    socket.send(JSON.stringify({ id, method, params, ...(sessionId ? { sessionId } : {}) }));
    return new Promise(tell => waiting.set(id, tell));
  };
};
