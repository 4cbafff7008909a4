import type { FoundLog } from './find-logs.ts';
import { type GitObject, objectSizes, readObjects, refsOf, treeEntries } from './git-objects.ts';
import { type GitPlace, pathInGit } from './git-place.ts';

/** A folder of a checkpoint: the blobs of its transcript, in order, and of what it says of the session. */
type Transcript = {
  readonly path: string;
  readonly blobs: readonly string[];
  readonly metadata: string | null;
};
type Folder = { readonly path: string; readonly tree: string };

/** Large transcripts are cut into `full.jsonl`, `full.jsonl.001`, …; the second generation calls its own `raw_transcript`. */
const transcriptName = /^(?:full\.jsonl|raw_transcript)(?:\.\d{3})?$/;
/** `<2 hex>/<10 hex>/<session>` on a branch; the first generation names sessions below `.entire/metadata`. */
const deepest = 5;

/**
 * The sessions that Entire keeps in a repository: in branches (`entire/sessions`, `entire/checkpoints/v1`, shadow
 * branches), also of remotes, and in refs of its own. Each checkpoint holds the whole session so far: the largest stands
 * for it. Nothing is checked out; what the repository lacks is passed over.
 */
export const findCheckpoints = (gitDir: string): FoundLog[] => {
  const refs = refsOf(gitDir, ['refs/heads/entire', 'refs/remotes', 'refs/entire']).filter(({ name }) =>
    /^refs\/(?:heads\/|remotes\/[^/]+\/)?entire\//.test(name),
  );
  const transcripts = findTranscripts(gitDir, [...new Set(refs.map(({ id }) => id))]);
  const sizes = objectSizes(gitDir, [...new Set(transcripts.flatMap(({ blobs }) => blobs))]);
  const names = sessionNames(gitDir, transcripts);
  const largest = new Map<string, FoundLog>();
  for (const { blobs, metadata, path } of transcripts) {
    const bytes = blobs.reduce((sum, blob) => sum + (sizes.get(blob) ?? Number.NaN), 0);
    const name = (metadata !== null && names.get(metadata)) || path.slice(1) || blobs.join('');
    if (bytes > (largest.get(name)?.bytes ?? 0))
      largest.set(name, { path: pathInGit(gitDir, name, blobs), bytes, ...unchanging });
  }
  return [...largest.values()];
};

/** A log inside a repository is named after its content: it has no other state. */
const unchanging = { modifiedAt: new Date(0).toISOString(), inode: 0, named: false };

/** The log at a path inside a repository, as `findCheckpoints` tells it; null when its blobs are not there. */
export const checkpointAt = (path: string, { gitDir, blobs }: GitPlace): FoundLog | null => {
  const sizes = objectSizes(gitDir, blobs);
  if (!blobs.every(blob => sizes.has(blob))) return null;
  return { path, bytes: blobs.reduce((sum, blob) => sum + (sizes.get(blob) ?? 0), 0), ...unchanging };
};

/** Goes down all trees at once, a level at a time: one git for each level, however many checkpoints there are. */
const findTranscripts = (gitDir: string, roots: readonly string[]): Transcript[] => {
  const found: Transcript[] = [];
  let level: Folder[] = roots.map(id => ({ path: '', tree: `${id}^{tree}` }));
  const seen = new Set<string>();
  for (let depth = 0; level.length > 0 && depth <= deepest; depth += 1) {
    const trees = readObjects(
      gitDir,
      level.map(({ tree }) => tree),
    );
    const paths = new Map(level.map(({ path, tree }) => [tree, path]));
    level = [];
    for (const tree of trees) {
      if (seen.has(tree.id)) continue;
      seen.add(tree.id);
      const path = paths.get(tree.id) ?? '';
      found.push(...transcriptsIn(tree, path));
      level.push(...foldersIn(tree, path));
    }
  }
  return joined(found);
};

const transcriptsIn = (tree: GitObject, path: string): Transcript[] => {
  const files = treeEntries(tree).filter(({ isTree }) => !isTree);
  const chunks = files.filter(({ name }) => transcriptName.test(name));
  const metadata = files.find(({ name }) => name === 'metadata.json')?.id ?? null;
  if (chunks.length === 0 && metadata === null) return [];
  const blobs = chunks.sort((a, b) => (a.name < b.name ? -1 : 1)).map(({ id }) => id);
  return [{ path, blobs, metadata }];
};

/** One generation keeps what it says of a session and its transcript under two refs, at the same path. */
const joined = (found: readonly Transcript[]): Transcript[] => {
  const said = new Map(found.flatMap(({ path, metadata }) => (metadata ? [[path, metadata] as const] : [])));
  return found
    .filter(({ blobs }) => blobs.length > 0)
    .map(one => ({ ...one, metadata: one.metadata ?? said.get(one.path) ?? null }));
};

/** A shadow branch holds the whole working tree: only Entire's own folder in it is looked at. */
const foldersIn = (tree: GitObject, path: string): Folder[] => {
  const folders = treeEntries(tree).filter(({ isTree }) => isTree);
  const own = folders.filter(({ name }) => name === '.entire');
  return (own.length > 0 ? own : folders).map(({ name, id }) => ({ path: `${path}/${name}`, tree: id }));
};

/** What each metadata file names as its session. */
const sessionNames = (gitDir: string, transcripts: readonly Transcript[]): ReadonlyMap<string, string> => {
  const ids = transcripts.flatMap(({ metadata }) => metadata ?? []);
  const named = readObjects(gitDir, [...new Set(ids)]).map(
    ({ id, bytes }) => [id, sessionNameIn(bytes.toString('utf8'))] as const,
  );
  return new Map(named);
};

const sessionNameIn = (metadata: string): string => {
  try {
    const { session_id: name } = JSON.parse(metadata);
    return typeof name === 'string' ? name : '';
  } catch {
    return '';
  }
};
