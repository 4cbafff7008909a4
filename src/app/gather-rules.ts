import { createRedactor } from '../classify/redact.ts';
import type { Episode } from '../domain/episode.ts';
import {
  type AdoptedRule,
  type ProposedRule,
  type ProposedRules,
  ruleFiles,
} from '../domain/proposed-rule.ts';
import { heldEpisodes } from '../domain/reviewed-run.ts';
import { asViewed, isListed, type SessionSummary } from '../domain/session-summary.ts';
import { fileHistories } from '../files/file-history.ts';
import { type ProjectPlace, projectPlace } from '../files/project-folder.ts';
import { ruleFileTexts } from '../files/rule-file-texts.ts';
import { backtestGuard, callKey } from '../rules/backtest-guard.ts';
import { clusterDemands, type DemandCluster } from '../rules/cluster-demands.ts';
import { createPresenceFinder, type RuleFile } from '../rules/find-presence.ts';
import { sessionDemands } from '../rules/session-demands.ts';
import { adoptedFor, toProposedRule } from '../rules/to-proposed-rule.ts';
import { toRuleGuard } from '../rules/to-rule-guard.ts';
import { openIndex } from '../search/search-index.ts';
import { readAdoptedRules } from '../store/adopted-rules.ts';
import { openStore } from '../store/open-store.ts';
import type { GatherJob } from './gather-report.ts';
import { readLibrary } from './read-library.ts';
import { readPast } from './read-past.ts';
import { readRule, readRules } from './read-rule.ts';

/** Plain data, for it travels to a worker. */
export type GatherRulesJob = GatherJob & { readonly home: string };

/** How far it is: logs are read first, then the tool calls of the projects that ask for a rule. */
export type RulesProgress = { readonly of: 'logs' | 'calls'; readonly done: number; readonly total: number };

/**
 * The rules that the projects of the library ask for, those with the most signs first. Reads the library, what the store
 * holds of it, the rule files of each project that is on this machine with their history in git, and the logs of those
 * projects that ask for a rule; writes nothing but the index.
 */
export const gatherRules = async (
  {
    library: job,
    filters,
    store: folder,
    threshold,
    home,
    hasStore,
  }: GatherRulesJob & { readonly hasStore: boolean },
  onProgress: (progress: RulesProgress) => void,
): Promise<ProposedRules> => {
  const library = await readLibrary(job, filters, (done, total) => onProgress({ of: 'logs', done, total }));
  const store = hasStore ? openStore(folder) : null;
  const reviews = store?.allPushbackReviews() ?? new Map();
  const sessions = library.sessions
    .filter(isListed)
    .map(session => asViewed(session, { threshold, reviews }));
  const episodesOf = (session: string): readonly Episode[] => {
    const run = store?.classificationOrNone(session);
    return run ? heldEpisodes(run) : [];
  };
  const projects = findProjects(sessions, job, home, episodesOf);
  const asking = projects.filter(({ clusters }) => clusters.length > 0);
  const total = asking.reduce((sum, project) => sum + project.sessions.length, 0);
  let done = 0;
  const onRead = () => {
    done += 1;
    onProgress({ of: 'calls', done, total });
  };
  const adopted = hasStore ? readAdoptedRules(folder) : [];
  const rules = asking.flatMap(project => rulesOf(project, adopted, onRead));
  return {
    sessions: sessions.length,
    projects: projects.length,
    rules: rules.sort((a, b) => b.signs - a.signs || (b.lastSeen ?? '').localeCompare(a.lastSeen ?? '')),
  };
};

type Project = {
  readonly place: ProjectPlace;
  readonly sessions: readonly SessionSummary[];
  readonly clusters: readonly DemandCluster[];
};

/** The sessions by project, and what each project's developers demand again and again. */
const findProjects = (
  sessions: readonly SessionSummary[],
  { index: path, program }: GatherJob['library'],
  home: string,
  episodesOf: (session: string) => readonly Episode[],
): Project[] => {
  const index = openIndex(path, program);
  const textOf = (session: string, turn: number): string | null =>
    index.around(session, turn, 0)[0]?.text ?? null;
  try {
    const placeOf = placeFinder(home);
    const byProject = Map.groupBy(sessions, session => placeOf(session).name);
    return [...byProject.values()].flatMap(own => {
      const [first] = own;
      if (!first) return [];
      const demands = own.flatMap(session =>
        sessionDemands(session, { readRules, textOf, episodes: episodesOf(session.head.id) }),
      );
      return [{ place: placeOf(first), sessions: own, clusters: clusterDemands(demands) }];
    });
  } finally {
    index.close();
  }
};

/** Sessions of one folder are many; where it lies is looked up once. */
const placeFinder = (home: string): ((session: SessionSummary) => ProjectPlace) => {
  const known = new Map<string, ProjectPlace>();
  return ({ head: { project, path } }) => {
    const key = project ?? path;
    const place = known.get(key) ?? projectPlace(project, path, home);
    known.set(key, place);
    return place;
  };
};

const rulesOf = (
  { place, sessions, clusters }: Project,
  adopted: readonly AdoptedRule[],
  onRead: () => void,
): ProposedRule[] => {
  const files = place.folder === null ? null : readRuleFiles(place.folder);
  const findPresence = createPresenceFinder(files, readRule);
  const past = readPast(sessions, clusters, onRead);
  const dated = sessions.map(({ head }) => ({ id: head.id, at: head.startedAt }));
  return clusters.map((found, at) => {
    const cluster = { ...found, signs: past.signsOf(at) };
    const [leader] = cluster.demands;
    const guard = toRuleGuard(leader, past.ranFor);
    const broken = cluster.demands.flatMap(({ session, brokenBy }) =>
      brokenBy.map(id => callKey({ session, call: { id } })),
    );
    const own = adoptedFor(place.name, cluster, adopted, readRule);
    return toProposedRule({
      ...{ project: place.name, folder: place.folder, cluster, guard, sessions: dated },
      presence: findPresence(leader, cluster.signs, own?.at ?? null),
      backtest: guard && backtestGuard(guard, past, new Set(broken)),
      files: (files ?? []).flatMap(({ file, text }) => (text === null ? [] : [file])),
      adopted: own,
      hide: createRedactor([]).redact,
      readRule,
    });
  });
};

const readRuleFiles = (folder: string): RuleFile[] => {
  const histories = fileHistories(folder, ruleFiles);
  return ruleFileTexts(folder, ruleFiles).map(({ file, text }) => ({
    ...{ file, text, versions: histories.get(file) ?? [] },
  }));
};
