// Before 1.2 (early 2026), and in builds of Kilo of that time: <data>/storage with a file for each session, message and part.
import type { FilesCut, FolderCut } from '../../domain/record-cut.ts';
import type { Adapter } from '../adapter.ts';

const parts = (folder: string): NonNullable<FolderCut['below']> => ({
  kind: 'part',
  folder,
  tells: ['role'],
  below: null,
});

/** Two generations: `session/<project>/<session>`, and up to autumn 2025 all in `session/`, parts by session too. */
const generations: readonly {
  readonly log: RegExp;
  readonly below: (storage: string, id: string) => FolderCut;
}[] = [
  {
    log: /^(.*)[\\/]session[\\/]info[\\/]([^\\/]+)\.json$/,
    below: (storage, id) => ({
      kind: 'message',
      folder: `${storage}/session/message/*`,
      below: parts(`${storage}/session/part/${id}/*`),
    }),
  },
  {
    log: /^(.*)[\\/]session[\\/][^\\/]+[\\/]([^\\/]+)\.json$/,
    below: storage => ({
      kind: 'message',
      folder: `${storage}/message/*`,
      below: parts(`${storage}/part/*`),
    }),
  },
];

/** The files of the session at `path`; of a copy that lies elsewhere, that file alone. */
export const treeAt = (path: string): FilesCut =>
  treeOver(path) ?? { by: 'files', kind: 'session', below: null };

const treeOver = (path: string): FilesCut | null => {
  for (const { log, below } of generations) {
    const [, storage = '', id = ''] = log.exec(path) ?? [];
    if (id.startsWith('ses_')) return { by: 'files', kind: 'session', below: below(storage, id) };
  }
  return null;
};

export const spread: NonNullable<Adapter['spread']> = {
  over: treeOver,
  isPart: path =>
    /[\\/]message[\\/]ses_[^\\/]+[\\/][^\\/]+\.json$|[\\/]part[\\/](?:ses_[^\\/]+[\\/])?msg_[^\\/]+[\\/][^\\/]+\.json$/.test(
      path,
    ),
};

/** The first words of a session's file: what a message or a part says of itself, a session does not. */
export const isSessionFile = (head: string): boolean =>
  /^\uFEFF?\s*\{/.test(head) &&
  /"id"\s*:\s*"(?:ses_[^"]+"|[^"]+"(?=[\s\S]*"projectID"\s*:))/.test(head) &&
  /"title"\s*:\s*"/.test(head) &&
  /"time"\s*:\s*\{\s*"created"\s*:\s*\d/.test(head) &&
  !/"(?:role|messageID|sessionID)"\s*:/.test(head.slice(0, 400));
