/** How a key is tried: what is pressed `before` it and then shows `at`, what it `shows`, and the way `back`. */
export type Walk =
  | {
      readonly before?: string;
      /** The home of its screen unless told. */
      readonly at?: RegExp;
      /** Anything else than before unless told. */
      readonly shows?: RegExp;
      readonly after?: string;
      readonly back?: RegExp;
      /** Where there is no more to show it shows nothing: the program takes the next key all the same. */
      readonly perhaps?: true;
    }
  /** Another journey ends or stops the program by it. */
  | 'elsewhere';

/** A screen: the keys that open it from the list, what shows it, what brings it to its beginning, and the way out. */
export type ScreenWalk = {
  readonly open: string;
  readonly home: RegExp;
  readonly reset: string;
  readonly leave: string;
  readonly actions: Readonly<Record<string, Walk>>;
};

const esc = '\u001b';
/** What a screen shows with nothing else open in it. */
const list = /^pushback ([1-9]\d*) of \1 sessions(?!.*reading)[^▏]*$/;
const replay = /^turn 1\/24/;
const episodes = /^◆ episode 1\/3[^▏]*$/;
const queue = /^◆ 3 episodes to review[^▏]*$/;
const moments = /^↯ [1-9]\d* moments strongest first · everywh[^▏]*$/;
const report = /^report\n[1-9]\d* sessions.*section · /s;
const rules = /^rules [1-9]\d* rules of \d+ projects[^▏]*$/;
const changes = {};
const perhaps = { perhaps: true } as const;

const everywhere = {
  palette: { shows: /^:▏/, after: esc },
  help: { shows: /^Keys: /, after: 'x' },
  theme: perhaps,
  suspend: 'elsewhere',
  exit: 'elsewhere',
} satisfies Record<string, Walk>;

const scrolling = {
  next: changes,
  previous: { before: 'jj' },
  first: { before: 'G' },
  last: changes,
};

const review = {
  ...scrolling,
  nextEpisode: changes,
  previousEpisode: { before: '}}' },
  scrollDown: perhaps,
  scrollUp: perhaps,
} satisfies Record<string, Walk>;

export const walks = {
  browse: {
    ...{ open: '', home: list, reset: 'g', leave: '' },
    actions: {
      ...everywhere,
      ...scrolling,
      open: { shows: /^turn 1\//, after: 'q' },
      filter: { shows: /▏/, after: esc },
      episodes: { shows: /^◆ episodes? /, after: 'q' },
      searchAll: { shows: /^search .*▏/, after: esc },
      moments: { shows: moments, after: 'q' },
      report: { shows: report, after: 'q' },
      queue: { shows: /^◆ 3 episodes to review/, after: 'q' },
      rules: { shows: rules, after: 'q' },
      sort: { shows: /^pushback (?!.*newest)/, after: 'ss', back: /newest/ },
      pushbackOnly: { shows: /newest · w/, after: '&', back: /newest$/m },
      chooseAgent: { shows: /❯ .*(all|every) agents?/i, after: 'q' },
      editor: { shows: /editor at \+1\b/, after: '\r' },
      resume: { shows: /^resume /, after: 'q' },
      pageDown: changes,
      pageUp: { before: 'G' },
      preview: perhaps,
      growPane: perhaps,
      shrinkPane: perhaps,
      unfilter: { before: '&', at: /newest · w/, shows: /newest$/m },
      quit: 'elsewhere',
    },
  },
  replay: {
    ...{ open: '/faster verify\r\r', home: replay, reset: 'g', leave: `q${esc}` },
    actions: {
      ...everywhere,
      play: { shows: /▶/, after: ' ', back: /❚❚/ },
      nextPushback: { shows: /^turn 5\// },
      previousPushback: { before: ']]', at: /^turn 9\//, shows: /^turn 5\// },
      nextDeveloperTurn: { shows: /^turn 3\// },
      previousDeveloperTurn: { before: 'J', at: /^turn 3\//, shows: replay },
      nextOnset: { shows: /^turn 4\// },
      previousOnset: { before: '}}', at: /^turn 8\//, shows: /^turn 4\// },
      momentEpisode: { before: ']', at: /^turn 5\//, shows: episodes, after: 'q', back: /^turn 5\// },
      episodes: { shows: episodes, after: 'q' },
      nextBlock: { before: '}', at: /^turn 4\// },
      previousBlock: { before: '}', at: /^turn 4\// },
      nextFailure: changes,
      previousFailure: changes,
      subagent: { before: ':2\r', at: /^turn 2\//, shows: /^turn 1\/(?!24)/, after: 'q', back: /^turn 2\// },
      why: { before: ']', at: /^turn 5\//, after: 'w', back: /^turn 5\// },
      ledger: { shows: /rules? stated/, after: 'L' },
      pane: { before: 'L', at: /rules? stated/, after: 'L' },
      growPane: perhaps,
      shrinkPane: perhaps,
      nextBreak: changes,
      previousBreak: changes,
      accept: { before: ']', at: /^turn 5\//, shows: /as detected/, after: 'q', back: /^turn 5\// },
      reject: { before: ']', at: /↯ 1\/7/, shows: /↯ 0\/6/, after: 'U', back: /↯ 1\/7/ },
      takeBack: { before: ']R', at: /↯ 0\/6/, shows: /↯ 1\/7/ },
      morePushback: { after: ')' },
      lessPushback: { after: '(' },
      tools: { shows: /tools (?!short)/, after: 'tt', back: /tools short/ },
      fold: { before: '}', at: /^turn 4\//, after: 'o', back: /^turn/ },
      thinking: { ...perhaps, after: 'T' },
      focused: { after: 'v' },
      trailer: { shows: /▶/, after: 'p', back: /❚❚/ },
      only: { shows: /turns? hidden/, after: '&', back: /^turn 5\// },
      find: { shows: /^\/▏/m, after: esc, back: /❚❚/ },
      nextMatch: { before: '/verify\r', at: /❚❚.*\/verify \d+\// },
      previousMatch: {},
      searchAll: { shows: /^search .*▏/, after: esc },
      mark: { shows: /⚑ turn 1: ▏/, after: esc, back: /❚❚/ },
      nextMark: changes,
      copyTurn: { shows: /^sent turn 1 to/m },
      copyReference: { shows: /^sent (?!turn 1)/m },
      editor: { before: ']', at: /^turn 5\//, shows: /editor at \+(?!1\b)/, after: '\r', back: /^turn 5\// },
      resume: { shows: /^resume /, after: 'q' },
      scrollDown: changes,
      scrollUp: { before: 'jjj', at: /^turn/ },
      pageDown: changes,
      pageUp: { before: 'G', at: /^turn 24\// },
      first: { before: 'G', at: /^turn 24\//, shows: replay },
      last: { shows: /^turn 24\// },
      faster: { shows: /real 2x/, after: '=', back: /real 1x/ },
      slower: { shows: /real 0.5x/, after: '=', back: /real 1x/ },
      normalSpeed: { before: '>', at: /real 2x/, shows: /real 1x/ },
      pace: { shows: /paused (?!real)/, after: 'PP', back: /paused real/ },
      idle: { ...perhaps, after: 'ii' },
      follow: { shows: /^turn 24\// },
      ...Object.fromEntries(
        [10, 20, 30, 40, 50, 60, 70, 80, 90].map(share => [`seek${share}`, { shows: /^turn (?!1\/)/ }]),
      ),
      seek0: { before: 'G', at: /^turn 24\//, shows: replay },
      back: { shows: /^pushback 1 of/, after: '\r' },
    },
  },
  episodes: {
    ...{ open: '/faster verify\rC', home: episodes, reset: 'g', leave: `q${esc}` },
    actions: {
      ...everywhere,
      ...review,
      previousEpisode: { before: '}}', at: /^◆ episode 3\/3/, shows: /^◆ episode 2\/3/ },
      first: { before: 'G', at: /^◆ episode 3\/3/, shows: episodes },
      last: { shows: /^◆ episode 3\/3/ },
      open: { shows: /^turn 4\//, after: 'q' },
      accept: { shows: /accepted/, after: 'U' },
      reject: { shows: /Why is it no episode/, after: esc },
      symptom: { shows: /^symptom: /m, after: esc },
      cause: { shows: /^cause: /m, after: esc },
      outcome: { after: esc },
      resolution: { after: esc },
      note: changes,
      undo: { before: 'a', at: /accepted/ },
      compare: { after: 'q' },
      showAll: { before: 'G', at: /^◆ episode 3\/3/, after: 'v', back: /^◆ episode/ },
      classify: { shows: /❯ offline/, after: esc },
      searchAll: { shows: /^search .*▏/, after: esc },
      back: { shows: /^pushback 1 of/, after: 'C' },
    },
  },
  queue: {
    ...{ open: 'Q', home: queue, reset: 'g', leave: 'q' },
    actions: {
      ...everywhere,
      ...review,
      open: { shows: /^turn \d+\//, after: 'q' },
      accept: { shows: /^◆ 2 episodes/, after: 'U' },
      reject: { shows: /Why is it no episode/, after: esc },
      symptom: { shows: /^symptom: /m, after: esc },
      cause: { shows: /^cause: /m, after: esc },
      outcome: { after: esc },
      resolution: { after: esc },
      note: changes,
      undo: { before: 'a', at: /^◆ 2 episodes/, shows: queue },
      agreement: { after: 'q' },
      searchAll: { shows: /^search .*▏/, after: esc },
      back: { shows: list, after: 'Q' },
    },
  },
  moments: {
    ...{ open: 'M', home: moments, reset: 'g', leave: 'q' },
    actions: {
      ...everywhere,
      ...scrolling,
      open: { shows: /^turn \d+\//, after: 'q' },
      filter: { shows: /▏/, after: esc },
      order: { shows: /newest first/, after: 's' },
      group: { shows: /first · by c/, after: 'bb' },
      scope: { shows: /first · (?!everywh)/, after: 'p' },
      accept: { ...perhaps, after: 'U' },
      reject: { after: 'U' },
      takeBack: { before: 'R', at: /^↯/ },
      nextGroup: { before: 'b', at: /first · by c/, after: 'bb' },
      previousGroup: { before: 'bG', at: /first · by c/, after: 'bb' },
      pageDown: changes,
      pageUp: { before: 'G' },
      searchAll: { shows: /^search .*▏/, after: esc },
      back: { shows: list, after: 'M' },
    },
  },
  report: {
    ...{ open: 'R', home: report, reset: 'g', leave: 'q' },
    actions: {
      ...everywhere,
      nextSection: changes,
      previousSection: { before: 'G', at: /^report/ },
      down: changes,
      up: { before: 'jj', at: /^report/ },
      pageDown: changes,
      pageUp: { before: 'G', at: /^report/ },
      first: { before: 'G', at: /^report/, shows: report },
      last: changes,
      again: perhaps,
      back: { shows: list, after: 'R' },
    },
  },
  rules: {
    ...{ open: 'L', home: rules, reset: 'g', leave: 'q' },
    actions: {
      ...everywhere,
      ...scrolling,
      open: { shows: /^turn \d+\//, after: 'q' },
      adopt: { shows: /The project of/, after: 'j' },
      copy: perhaps,
      nextSign: changes,
      previousSign: { before: ']]' },
      scrollDown: perhaps,
      scrollUp: perhaps,
      again: perhaps,
      back: { shows: list, after: 'L' },
    },
  },
  search: {
    ...{
      open: 'S\u0015the',
      home: /^search the▏.*\d+ turns of/s,
      reset: '\u001b[5~\u001b[5~\u001b[5~',
      leave: esc,
    },
    actions: {
      ...everywhere,
      open: { shows: /^turn \d+\//, after: 'q' },
      pushbackOnly: { after: '\t' },
      nextFacet: { shows: /^❯\S/m, after: '\u001b[D' },
      previousFacet: { before: '\u001b[C', at: /^❯\S/m, shows: /^(?!.*\n❯\S)/s },
      scope: { ...perhaps, after: '\u0012\u0012' },
      recall: perhaps,
      next: changes,
      previous: { before: '\u001b[B\u001b[B' },
      pageDown: changes,
      pageUp: { before: '\u001b[6~' },
      clear: { shows: /^search ▏/, after: 'the' },
      back: { shows: list, after: 'S' },
    },
  },
  palette: {
    ...{ open: ':', home: /^:▏/, reset: '\u0015', leave: esc },
    actions: {
      run: { before: 'sort', at: /^:sort▏/, shows: /^pushback /, after: 'ss:' },
      next: changes,
      previous: { before: '\t\t' },
      pageDown: changes,
      pageUp: { before: '\u001b[6~' },
      clear: { before: 'sort', at: /sort▏/, shows: /^(?!.*sort▏)/s },
      leave: { shows: list, after: ':' },
    },
  },
  resume: {
    ...{ open: '/faster verify\rr', home: /^resume /, reset: '', leave: `q${esc}` },
    actions: {
      run: { shows: /is not (there|on the PATH)/ },
      copy: { shows: /^sent /m },
      back: { shows: /^pushback 1 of/, after: 'r' },
    },
  },
} satisfies Readonly<Record<string, ScreenWalk>>;
