import type { CommandApp } from '../app/open-app.ts';
import { countOf } from '../domain/count-of.ts';
import { oneLine } from '../domain/sanitise.ts';
import { type Output, toJson } from './output.ts';

/**
 * `pushback doctor`: what was found where, what could not be read, and where pushback itself keeps things. Gives the exit
 * code: 2 where the config cannot be used, with which every other command ends.
 */
export const doctor = async (
  app: CommandApp,
  { json }: { json: boolean },
  version: string,
  { out }: Output,
): Promise<number> => {
  const diagnosis = await app.doctor();
  const { node, named, sources, sessions, problems, index, store, config } = diagnosis;
  const { resolveKeymap } = await import('../tui/keys/resolve-keymap.ts');
  const keys = config.wrong === null ? resolveKeymap((await app.config()).keys).problems : [];
  const code = config.wrong === null ? 0 : 2;
  if (json) {
    out(toJson({ version, samples: app.samplesReason !== null, ...diagnosis, keys }));
    return code;
  }
  const places = sources.flatMap(({ label, roots, logs }) => [
    `${label}: ${countOf(logs, 'log')}`,
    ...formatPlaces(roots),
  ]);
  const wrong = problems.map(
    ({ path, line, what }) => `    ${oneLine(path, 400)}${line ? `:${line}` : ''}: ${oneLine(what, 200)}`,
  );
  out(
    [
      `pushback ${version}, Node.js ${node}`,
      `${countOf(sessions, 'session')}${app.samplesReason ? ` (samples: ${app.samplesReason})` : ''}`,
      ...named.map(path => `Named: ${oneLine(path, 400)}`),
      ...places,
      `Config: ${formatPlace(config.path, config.found)}`,
      ...(config.wrong?.split('\n') ?? []).map(line => `    ${oneLine(line, 400)}`),
      ...keys.map(problem => `    ${oneLine(problem, 400)}`),
      `Store: ${formatPlace(store.path, store.found)}, ${countOf(store.classified, 'session')} classified`,
      `Index: ${oneLine(index.path, 400)}, ${countOf(index.turns, 'turn')} of ${countOf(index.sessions, 'session')}, ${formatBytes(index.bytes)}; deleting it loses nothing`,
      problems.length > 0 ? `${countOf(problems.length, 'file')} not read:` : 'Every file was read.',
      ...wrong,
    ].join('\n'),
  );
  return code;
};

/** The places that are there; where none is, those of the first system of several. */
const formatPlaces = (roots: readonly { readonly path: string; readonly found: boolean }[]): string[] => {
  const found = roots.filter(root => root.found);
  const shown = found.length > 0 ? found : roots.slice(0, 2);
  const left = roots.length - shown.length;
  return [
    ...shown.map(root => `    ${formatPlace(root.path, root.found)}`),
    ...(left > 0 ? [`    – ${countOf(left, 'other place')} (not there)`] : []),
  ];
};

const formatPlace = (path: string, found: boolean): string =>
  `${found ? '✓' : '–'} ${oneLine(path, 400)}${found ? '' : ' (not there)'}`;

const formatBytes = (bytes: number): string => `${(bytes / 1_000_000).toFixed(1)} MB`;
