import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { findAdapter } from '../adapters/index.ts';
import { loadTurns, openSession } from '../app/open-session.ts';
import { readProse } from '../app/summarise-session.ts';
import type { ClassifyInput } from '../classify/engine.ts';
import type { Annotation } from '../domain/episode.ts';
import {
  causeCodes,
  locusCodes,
  resolverCodes,
  severityCodes,
  statusCodes,
  symptomCodes,
} from '../domain/taxonomy.ts';

/** One episode's labels, the study's or ours. */
export type Labels = {
  readonly symptoms: readonly string[];
  readonly causes: readonly string[];
  readonly severity: string;
  readonly locus: string | null;
  readonly status: string;
  readonly resolver: string | null;
};

/** A session that the study labelled. `labels` holds its valid episodes as far as their labels were published. */
export type PublishedSession = {
  readonly file: string;
  readonly repository: string;
  readonly episodes: number;
  readonly labels: readonly Labels[];
};

const episode = z.looseObject({
  damage_severity: z.enum(severityCodes),
  damage_locus: z.enum(locusCodes).nullable(),
  resolution_status: z.enum(statusCodes),
  resolver: z.enum(resolverCodes).nullable(),
});
const sessions = z.array(z.looseObject({ file: z.string(), valid: z.array(z.looseObject({})) }));

/** Reads the study's labels of a corpus. Throws when they are not there or of another shape. */
export const loadPublished = (corpus: string): PublishedSession[] => {
  const path = join(corpus, 'labels/published-episodes.json');
  if (!existsSync(path)) throw new Error(`No labels at ${path}`);
  return sessions.parse(JSON.parse(readFileSync(path, 'utf8'))).map(({ file, valid }) => ({
    file,
    repository: file.split('/')[1] ?? '',
    episodes: valid.length,
    labels: valid.flatMap(toLabels),
  }));
};

/** Reads a session as the engines get it. Throws when no adapter claims it. */
export const readInput = (path: string): ClassifyInput => {
  const adapter = findAdapter({ path, head: readFileSync(path, 'utf8').slice(0, 65_536) });
  if (!adapter) throw new Error(`No adapter claims ${path}`);
  const session = openSession(adapter, path);
  try {
    const turns = loadTurns(session);
    const { pushbacks, rules, origins, claims } = readProse(number => turns[number - 1], turns.length);
    return { head: session.outline().head, turns, pushbacks, rules, origins, claims };
  } finally {
    session.close();
  }
};

export const annotationLabels = ({ symptom, cause, outcome, resolution }: Annotation): Labels => ({
  symptoms: symptom.labels,
  causes: cause.labels.map(({ label }) => label),
  severity: outcome.severity,
  locus: outcome.locus,
  status: resolution.status,
  resolver: resolution.resolver,
});

/** Nothing for an episode whose labels were not published. */
const toLabels = (row: Record<string, unknown>): Labels[] => {
  const parsed = episode.safeParse(row);
  if (!parsed.success) return [];
  const { damage_severity, damage_locus, resolution_status, resolver } = parsed.data;
  return [
    {
      symptoms: symptomCodes.filter(code => row[code] === true),
      causes: causeCodes.filter(code => typeof row[code] === 'string'),
      severity: damage_severity,
      locus: damage_locus,
      status: resolution_status,
      resolver,
    },
  ];
};
