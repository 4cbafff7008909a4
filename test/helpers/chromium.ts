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
