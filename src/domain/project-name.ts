/** A folder of git worktrees: its parent, hidden folders aside, is the repository. */
const worktrees = /^\.?worktrees$/;

/**
 * What a project is called where its path has no room: its last folder. A worktree's folder says little (`4`), so its
 * repository stands before it.
 */
export const projectName = (path: string): string => {
  const folders = path.split(/[\\/]/).filter(folder => folder !== '');
  const [last = '', above = '', ...further] = folders.toReversed();
  const repository = worktrees.test(above) ? further.find(folder => !folder.startsWith('.')) : undefined;
  return repository === undefined ? last : `${repository}/${last}`;
};
