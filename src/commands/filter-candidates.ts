import { pushbackClasses } from '../domain/pushback.ts';
import { fields, things } from '../domain/query-filters.ts';
import { axisLabels } from '../domain/taxonomy.ts';

/** What may stand at the cursor of a command line. */
export type Candidate = { readonly value: string; readonly help: string };

export const toPlain = (value: string): Candidate => ({ value, help: '' });

/** Filters of the query language: their names first, then what may stand behind the colon. */
export const filterCandidates = (
  current: string,
  sources: () => readonly Candidate[],
): readonly Candidate[] => {
  const name = /^(\w+):/.exec(current)?.[1];
  const behind = (candidates: readonly Candidate[]) =>
    candidates.map(({ value, help }) => ({ value: `${name}:${value}`, help }));
  if (name === undefined) return filterNames;
  return behind(name === 'agent' ? sources() : (filterValues.get(name) ?? []));
};

const filterNames: readonly Candidate[] = [
  { value: 'agent:', help: 'the agent' },
  { value: 'project:', help: 'a piece of the project’s name' },
  { value: 'branch:', help: 'the branch' },
  { value: 'model:', help: 'the model' },
  { value: 'session:', help: 'a session id' },
  { value: 'in:', help: 'where the words stand' },
  { value: 'has:', help: 'what the turn has' },
  { value: 'class:', help: 'class of pushback' },
  { value: 'symptom:', help: 'symptom of an episode' },
  { value: 'cause:', help: 'cause of an episode' },
  { value: 'severity:', help: 'damage of an episode' },
  { value: 'after:', help: 'on or after a date' },
  { value: 'before:', help: 'before a date' },
];

const labelsOf = (axis: keyof typeof axisLabels): Candidate[] =>
  axisLabels[axis].map(({ code, name }) => ({ value: code, help: name }));

const filterValues: ReadonlyMap<string, readonly Candidate[]> = new Map([
  ['in', fields.map(toPlain)],
  ['has', things.map(toPlain)],
  ['class', pushbackClasses.map(toPlain)],
  ...(['symptom', 'cause', 'severity'] as const).map(axis => [axis, labelsOf(axis)] as const),
]);
