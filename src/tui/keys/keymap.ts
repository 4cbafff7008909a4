import type { KeySettings } from '../../app/config.ts';
import { browseKeys } from '../screens/browse/browse-keys.ts';
import type { BrowseAction } from '../screens/browse/browse-state.ts';
import { episodesKeys } from '../screens/episodes/episodes-keys.ts';
import type { EpisodesAction } from '../screens/episodes/episodes-state.ts';
import { momentsKeys } from '../screens/moments/moments-keys.ts';
import type { MomentsAction } from '../screens/moments/moments-state.ts';
import { queueKeys } from '../screens/queue/queue-keys.ts';
import type { QueueAction } from '../screens/queue/queue-state.ts';
import { replayKeys } from '../screens/replay/replay-keys.ts';
import type { ReplayAction } from '../screens/replay/replay-state.ts';
import { reportKeys } from '../screens/report/report-keys.ts';
import type { ReportAction } from '../screens/report/report-state.ts';
import { rulesKeys } from '../screens/rules/rules-keys.ts';
import type { RulesAction } from '../screens/rules/rules-state.ts';
import { searchKeys } from '../screens/search/search-keys.ts';
import type { SearchAction } from '../screens/search/search-state.ts';
import type { Bindings } from './bindings.ts';
import { type EverywhereAction, everywhereKeys } from './everywhere-keys.ts';
import { typesText } from './key-names.ts';

/** The actions whose keys a person can change, by screen. Menus and questions keep theirs: they name them on screen. */
export const usualKeys = {
  browse: browseKeys,
  replay: replayKeys,
  episodes: episodesKeys,
  queue: queueKeys,
  report: reportKeys,
  rules: rulesKeys,
  search: searchKeys,
  moments: momentsKeys,
  everywhere: everywhereKeys,
} as const;

/** Each screen with the keys that hold there, those that hold everywhere among them. */
export type Keymap = {
  readonly browse: Bindings<BrowseAction>;
  readonly replay: Bindings<ReplayAction>;
  readonly episodes: Bindings<EpisodesAction>;
  readonly queue: Bindings<QueueAction>;
  readonly report: Bindings<ReportAction>;
  readonly rules: Bindings<RulesAction>;
  readonly search: Bindings<SearchAction>;
  readonly moments: Bindings<MomentsAction>;
  /** What a menu adds to its own keys, and a line of text that is being typed. */
  readonly menu: Bindings<EverywhereAction>;
  readonly line: Bindings<EverywhereAction>;
};

/** The keymap in which some actions have other keys, by screen and name. Tells nothing of conflicts. */
export const buildKeymap = (wanted: KeySettings): Keymap => {
  const everywhere = rebind<EverywhereAction>(everywhereKeys, wanted.everywhere);
  return {
    browse: { ...rebind<BrowseAction>(browseKeys, wanted.browse), ...everywhere },
    replay: { ...rebind<ReplayAction>(replayKeys, wanted.replay), ...everywhere },
    episodes: { ...rebind<EpisodesAction>(episodesKeys, wanted.episodes), ...everywhere },
    queue: { ...rebind<QueueAction>(queueKeys, wanted.queue), ...everywhere },
    report: { ...rebind<ReportAction>(reportKeys, wanted.report), ...everywhere },
    rules: { ...rebind<RulesAction>(rulesKeys, wanted.rules), ...everywhere },
    search: { ...rebind<SearchAction>(searchKeys, wanted.search), ...withoutText(everywhere) },
    moments: { ...rebind<MomentsAction>(momentsKeys, wanted.moments), ...everywhere },
    menu: everywhere,
    line: withoutText(everywhere),
  };
};

const rebind = <Action>(bindings: Bindings<Action>, wanted: KeySettings[string] = {}): Bindings<Action> =>
  Object.fromEntries(
    Object.entries(bindings).map(([name, binding]) => [
      name,
      { ...binding, keys: wanted[name] ?? binding.keys },
    ]),
  );

/** Where a line is typed every letter is text. */
const withoutText = <Action>(bindings: Bindings<Action>): Bindings<Action> =>
  Object.fromEntries(
    Object.entries(bindings).map(([name, binding]) => [
      name,
      { ...binding, keys: binding.keys.filter(key => !typesText(key)) },
    ]),
  );

export const usualKeymap: Keymap = buildKeymap({});
