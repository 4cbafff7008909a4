/** `node src/dev/fit-pushback.ts`: fits the weights of config/pushback-cues.json on the tuning repositories alone. */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { turnText } from '../domain/turn.ts';
import { toAgentAct } from '../pushback/agent-act.ts';
import { readSigns } from '../pushback/detect-pushback.ts';
import { isTuning, type LabelledRow, loadLabelledRows, toTurns } from './pushback-rows.ts';

type Sample = { readonly names: readonly string[]; readonly label: number; readonly repo: string };
type Model = { bias: number; readonly weights: Map<string, number> };

const corpus = fileURLToPath(new URL('../../../shared/corpus', import.meta.url));
const configFile = fileURLToPath(new URL('../../config/pushback-cues.json', import.meta.url));
const ridge = 6;
/** How far labels may move a cue from its hand-set weight: a template that fills one repository is no general rule. */
const most = 1;
const rounds = 600;
const step = 0.5;

const toSample = (row: LabelledRow): Sample => {
  const [before, agent, asked] = toTurns(row);
  if (!before || !agent || !asked) throw new Error(`Row ${row.id} makes no turns`);
  const { found, circumstances } = readSigns(turnText(asked), toAgentAct(agent), [turnText(before)]);
  const names = [...found.map(({ cue }) => `${cue.class}/${cue.name}`), ...circumstances];
  return { names, label: row.primary === 'none' ? 0 : 1, repo: row.repo };
};

const score = (model: Model, names: readonly string[]): number =>
  names.reduce((sum, name) => sum + (model.weights.get(name) ?? 0), model.bias);

/** Logistic regression by plain gradient descent. A cue that objects may not count for approval, nor the reverse. */
const fit = (samples: readonly Sample[]): Model => {
  const model: Model = { bias: -1, weights: new Map() };
  for (const [name, prior] of priors) model.weights.set(name, prior);
  for (let round = 0; round < rounds; round += 1) {
    const slopes = new Map<string, number>();
    let biasSlope = 0;
    for (const { names, label } of samples) {
      const error = 1 / (1 + Math.exp(-score(model, names))) - label;
      biasSlope += error;
      for (const name of names) slopes.set(name, (slopes.get(name) ?? 0) + error);
    }
    model.bias -= (step * biasSlope) / samples.length;
    for (const [name, weight] of model.weights) {
      const next =
        weight -
        (step * ((slopes.get(name) ?? 0) + (ridge * (weight - (priors.get(name) ?? 0))) / 2)) /
          samples.length ** 0.85;
      model.weights.set(name, bounded(name, next));
    }
  }
  return model;
};

const bounded = (name: string, weight: number): number => {
  if (!name.includes('/')) return weight;
  const prior = priors.get(name) ?? 0;
  const near = Math.min(prior + most, Math.max(prior - most, weight));
  return name.startsWith('approval/') ? Math.min(0, near) : Math.max(0, near);
};

/** Scores every sample by a model that saw none of its repository. */
const crossScores = (samples: readonly Sample[]): { value: number; label: number }[] =>
  [...new Set(samples.map(({ repo }) => repo))].flatMap(repo => {
    const model = fit(samples.filter(sample => sample.repo !== repo));
    return samples
      .filter(sample => sample.repo === repo)
      .map(({ names, label }) => ({ value: score(model, names), label }));
  });

const f1At = (scores: readonly { value: number; label: number }[], cut: number): number => {
  const said = scores.filter(({ value }) => value >= cut);
  const right = said.filter(({ label }) => label === 1).length;
  const all = scores.filter(({ label }) => label === 1).length;
  return (2 * right) / (said.length + all);
};

const config = JSON.parse(readFileSync(configFile, 'utf8'));
const groups = Object.entries<{ name: string; prior: number; weight: number }[]>(config.cues);
/** What a weight is held to where labels are few: set by hand for cues, 0 for circumstances. */
const priors = new Map<string, number>([
  ...Object.keys(config.context).map(name => [name, 0] as const),
  ...groups.flatMap(([group, cues]) => cues.map(cue => [`${group}/${cue.name}`, cue.prior] as const)),
]);
const samples = loadLabelledRows(corpus).filter(isTuning).map(toSample);
const scores = crossScores(samples);
const cuts = Array.from({ length: 41 }, (_, index) => -2 + index / 20);
const cut = cuts.reduce((best, next) => (f1At(scores, next) > f1At(scores, best) ? next : best), 0);
const model = fit(samples);

const rounded = (value: number): number => Math.round(value * 100) / 100;
config.bias = rounded(model.bias - cut);
for (const name of Object.keys(config.context)) config.context[name] = rounded(model.weights.get(name) ?? 0);
for (const [group, cues] of groups) {
  for (const cue of cues) cue.weight = rounded(model.weights.get(`${group}/${cue.name}`) ?? 0);
}
writeFileSync(configFile, `${JSON.stringify(config, null, 2)}\n`);
console.log(
  `${samples.length} tuning rows; F1 across repositories ${f1At(scores, cut).toFixed(3)} at ${cut}`,
);
for (const [name, weight] of [...model.weights].sort((a, b) => b[1] - a[1])) {
  const n = samples.filter(({ names }) => names.includes(name));
  console.log(
    weight.toFixed(2).padStart(6),
    String(n.length).padStart(5),
    `${Math.round((100 * n.filter(s => s.label).length) / n.length)}%`.padStart(5),
    name,
  );
}
