import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { findAdapter } from '../adapters/index.ts';
import { loadTurns, openSession } from '../app/open-session.ts';
import { readProse } from '../app/read-prose.ts';
import type { ClassifyInput } from '../classify/engine.ts';
import type { Annotation } from '../domain/episode.ts';
import {
  causeCodes,
  evidenceTiers,
  locusCodes,
  resolverCodes,
  severityCodes,
  statusCodes,
  symptomCodes,
} from '../domain/taxonomy.ts';
import type { EpisodeLabels, JudgedSession } from '../report/judged-session.ts';

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

/** A session as the engines get it, with the study's labels. */
export type SessionInput = { readonly published: PublishedSession; readonly input: ClassifyInput };

const episode = z.looseObject({
  damage_severity: z.enum(severityCodes),
  damage_locus: z.enum(locusCodes).nullable(),
  resolution_status: z.enum(statusCodes),
  resolver: z.enum(resolverCodes).nullable(),
});
const sessions = z.array(
  z.looseObject({
    file: z.string(),
    valid: z.array(z.looseObject({})),
    published_user_turns: z.number().nullable(),
  }),
);

/** Reads the study's labels of a corpus. Throws when they are not there or of another shape. */
export const loadPublished = (corpus: string): PublishedSession[] =>
  readRows(corpus).map(({ file, valid }) => ({
    file,
    repository: file.split('/')[1] ?? '',
    episodes: valid.length,
    labels: valid.flatMap(toLabels),
  }));

const readRows = (corpus: string): z.infer<typeof sessions> => {
  const path = join(corpus, 'labels/published-episodes.json');
  if (!existsSync(path)) throw new Error(`No labels at ${path}`);
  return sessions.parse(JSON.parse(readFileSync(path, 'utf8')));
};

/** The same as a report reads them, with the tiers of causes; episodes whose labels were not published are left out. */
export const loadStudySessions = (corpus: string): JudgedSession[] =>
  readRows(corpus).map(({ file, valid, published_user_turns }) => ({
    id: file,
    project: file.split('/')[1] ?? null,
    modality: file.includes('getspecstory') ? 'cli' : 'ide',
    startedAt: startOf(file),
    developerTurns: published_user_turns,
    agentTurns: null,
    episodes: valid.flatMap(toStudyLabels),
  }));

/** Reads a session as the engines get it. Throws when no adapter claims it. */
export const readInput = (path: string): ClassifyInput => {
  const adapter = findAdapter({ path, head: readFileSync(path, 'utf8').slice(0, 65_536) });
  if (!adapter) throw new Error(`No adapter claims ${path}`);
  const session = openSession(adapter, path);
  try {
    const turns = loadTurns(session);
    const { head } = session.outline();
    const { pushbacks, rules, origins, claims } = readProse(number => turns[number - 1], turns.length);
    return { head, turns, pushbacks, rules, origins, claims };
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
const toLabels = (row: Record<string, unknown>): Labels[] =>
  toStudyLabels(row).map(labels => ({ ...labels, causes: labels.causes.map(({ label }) => label) }));

const toStudyLabels = (row: Record<string, unknown>): EpisodeLabels[] => {
  const parsed = episode.safeParse(row);
  if (!parsed.success) return [];
  const { damage_severity, damage_locus, resolution_status, resolver } = parsed.data;
  return [
    {
      symptoms: symptomCodes.filter(code => row[code] === true),
      causes: causeCodes.flatMap(label => {
        const tier = row[label];
        return typeof tier === 'string'
          ? [{ label, tier: evidenceTiers.find(one => one === tier) ?? null }]
          : [];
      }),
      severity: damage_severity,
      locus: damage_locus,
      status: resolution_status,
      resolver,
    },
  ];
};

/** SpecStory names its files after the start: `2026-01-12_15-08-38Z-…`. */
const startOf = (file: string): string | null => {
  const [, day, hour, minute, second] = /\/(\d{4}-\d\d-\d\d)_(\d\d)-(\d\d)(?:-(\d\d))?Z/.exec(file) ?? [];
  return day ? `${day}T${hour}:${minute}:${second ?? '00'}.000Z` : null;
};
