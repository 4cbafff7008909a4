import type { CommandApp } from '../app/open-app.ts';
import { oneLine } from '../domain/sanitise.ts';
import { type Output, toJson } from './output.ts';

/** `pushback doctor`: what was found where, and what could not be read. */
export const doctor = async (
  app: CommandApp,
  { json }: { json: boolean },
  version: string,
  { out }: Output,
): Promise<void> => {
  const { sessions, problems } = await app.library();
  const sources = app.sources();
  if (json)
    return out(
      toJson({
        version,
        node: process.versions.node,
        sessions: sessions.length,
        samples: app.samplesReason !== null,
        sources,
        problems,
      }),
    );
  const places = sources.flatMap(({ label, roots, logs }) => [
    `${label}: ${logs} logs`,
    ...roots.map(
      ({ path, found }) => `    ${found ? '✓' : '–'} ${oneLine(path, 400)}${found ? '' : ' (not there)'}`,
    ),
  ]);
  const wrong = problems.map(
    ({ path, line, what }) => `    ${oneLine(path, 400)}${line ? `:${line}` : ''}: ${oneLine(what, 200)}`,
  );
  out(
    [
      `pushback ${version}, Node.js ${process.versions.node}`,
      `${sessions.length} sessions${app.samplesReason ? ` (samples: ${app.samplesReason})` : ''}`,
      ...places,
      problems.length > 0 ? `${problems.length} files not read:` : 'Every file was read.',
      ...wrong,
    ].join('\n'),
  );
};
