import model from '../../config/pushback-model.json' with { type: 'json' };
import { toFeatures } from '../pushback/features.ts';
import { toOdds, toVector } from '../pushback/model.ts';
import { readTurn } from '../pushback/reading.ts';
import type { LabelledGround } from './labelled-grounds.ts';

/** Milliseconds for 1,000 developer turns, by step. */
export type Cost = { readonly reading: number; readonly features: number; readonly scoring: number };

/** Times the steps of judging on labelled turns, the second of two rounds: the first one warms up. */
export const measureCost = (grounds: readonly LabelledGround[]): Cost => {
  const once = (): Cost => {
    const scorer = model.later;
    const reading = perThousand(grounds, ({ ground }) => readTurn(ground.reading.text));
    const features = perThousand(grounds, ({ ground }) => toFeatures(ground));
    const found = grounds.map(({ ground }) => toFeatures(ground));
    const scoring = perThousand(found, each => toOdds(scorer, toVector(each, scorer.names)));
    return { reading, features, scoring };
  };
  once();
  return once();
};

export const formatCost = ({ reading, features, scoring }: Cost): string =>
  `1,000 developer turns: ${reading.toFixed(0)} ms to read their words, ${features.toFixed(0)} ms for features, ${scoring.toFixed(0)} ms to score`;

const perThousand = <Item>(items: readonly Item[], work: (item: Item) => unknown): number => {
  const from = performance.now();
  for (const item of items) work(item);
  return ((performance.now() - from) * 1000) / Math.max(1, items.length);
};
