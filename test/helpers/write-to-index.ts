// Started by tests as a process of its own: opens the index, writes one session into it, says how many it then holds.
import { openIndex } from '../../src/search/search-index.ts';
import { makeSaid } from './fake-search.ts';
import { makeHead } from './fake-session.ts';

const [path = '', name = ''] = process.argv.slice(2);
const index = openIndex(path, 'one');
const head = makeHead({ id: `claude-code:${name}`, path: `/logs/${name}.jsonl` });
index.write(
  [
    {
      inode: 1,
      summary: { head, bytes: 1, modifiedAt: '2026-11-01T00:00:00.000Z', counts: null },
      said: [makeSaid(1, `tax of ${name}`)],
      trace: '',
    },
  ],
  [],
);
index.close();
