import { labelsOf, turnsOf } from '../domain/episode.ts';
import type { MarkedEpisode } from '../search/current-marks.ts';
import type { Store } from '../store/open-store.ts';

/** What search needs of the episodes that hold: their turns and labels. */
export const markedEpisodes = (store: Pick<Store, 'allEpisodes'>): MarkedEpisode[] =>
  [...store.allEpisodes()].flatMap(([session, episodes]) =>
    episodes.map(episode => ({ session, turns: turnsOf(episode), labels: labelsOf(episode) })),
  );
