import type { Places } from './adapter.ts';

const programs = ['Code', 'Code - Insiders', 'VSCodium'];

/** The folders in which VS Code and its kin keep what belongs to a person, on macOS, Linux and Windows, and on a remote. */
export const vscodeUsers = (places: Places, names: readonly string[] = programs): readonly string[] => [
  ...appFolders(places).flatMap(folder => names.map(name => `${folder}/${name}/User`)),
  `${places.home}/.vscode-server/data/User`,
];

/** Where programs keep their data: macOS, Linux (`XDG_CONFIG_HOME`) and Windows (`APPDATA`). */
export const appFolders = ({ home, env }: Places): readonly string[] => [
  `${home}/Library/Application Support`,
  env.XDG_CONFIG_HOME || `${home}/.config`,
  env.APPDATA || `${home}/AppData/Roaming`,
];

/** The folder that a workspace's `workspace.json` names; '' when it names none on this machine. */
export const workspaceFolder = (text: string): string => {
  const uri = /"(?:folder|workspace)"\s*:\s*"(?:file|vscode-remote):\/\/([^"]*)"/.exec(text)?.[1] ?? '';
  try {
    return decodeURIComponent(uri.replace(/^[^/]*/, '')).replace(/^\/([A-Za-z]:)/, '$1');
  } catch {
    return uri;
  }
};
