import type { Moments } from '../search/list-moments.ts';

export const noMoments: Moments = { groups: [], total: 0, from: 0, moments: [], instead: [] };
