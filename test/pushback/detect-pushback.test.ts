import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Block } from '../../src/domain/turn.ts';
import { createPushbackDetector, detectPushbacks } from '../../src/pushback/detect-pushback.ts';
import { makeTurn, textBlock, toolBlock } from '../helpers/fake-session.ts';

const edited = toolBlock({ name: 'Edit', kind: 'edit' });
const stopped: Block = { kind: 'interruption', at: null, sidechain: false };
const refused = toolBlock({ name: 'Bash', kind: 'run', status: 'rejected' });

/** A session whose last turn answers an agent that edited something. */
const after = (answer: string, words: string, ...more: Block[]) =>
  detectPushbacks([
    makeTurn(1, 'developer', textBlock('Build the login page for the shop')),
    makeTurn(2, 'agent', textBlock(answer), edited, ...more),
    ...(words ? [makeTurn(3, 'developer', textBlock(words))] : []),
  ]);

describe('words name the class', () => {
  test.each([
    ['I told you to leave the lockfile out of it.', 'constraint_reminder'],
    ['Why did you rewrite the parser?', 'scope_objection'],
    ['Nobody asked for a settings page', 'scope_objection'],
    ['The page still does not load after login', 'failure_report'],
    ['Are you sure? Did you actually run the tests?', 'trust_challenge'],
    ['I meant one summary per week', 'clarify_intent'],
    ['No, sort by created date', 'correction'],
    ['nope', 'rejection'],
    ['不对，还是报错', 'failure_report'],
    ['wciąż nie działa', 'failure_report'],
    ['всё ещё не работает', 'failure_report'],
    ['geht immer noch nicht', 'failure_report'],
    ['sigue sin funcionar, no funciona', 'failure_report'],
  ])('“%s” is %s', (words, name) => {
    expect(after('The page is built.', words)[0]?.class).toBe(name);
  });
});

describe('consent, the next task and curiosity are no pushback', () => {
  test.each(['yes', 'Great, thanks!', 'ok, commit it', 'How is the cache key built?', 'Now add a footer'])(
    '“%s”',
    words => {
      expect(after('Done.', words)).toEqual([]);
    },
  );
});

test('an error pasted after a claim of success reports a failure', () => {
  const log =
    'TypeError: total is undefined\n    at sum (cart.ts:12:3)\n    at main (cart.ts:40:1)\n1 failed';
  expect(after('Fixed, all tests pass.', log)[0]?.class).toBe('failure_report');
});

test('words inside code, quotes and reminders of the harness decide nothing', () => {
  const quoted = [
    'Now rename it',
    '```\nthrow "still broken, revert it"\n```',
    '> it still does not work',
    '<system-reminder>I told you to stop</system-reminder>',
  ].join('\n');
  expect(after('Done.', quoted)).toEqual([]);
});

describe('a stop', () => {
  test('with words that object takes their class, interruption second', () => {
    expect(after('Working', 'No, use the other port', stopped)).toMatchObject([
      { turn: 3, class: 'correction', secondary: ['interruption'] },
    ]);
  });
  test('with neutral words is none', () => {
    expect(after('Working', 'continue', stopped)).toEqual([]);
    expect(after('Working', 'Rename header into banner', refused)).toEqual([]);
  });
  test('that nobody follows up is an interruption of the agent turn', () => {
    expect(after('Working', '', stopped)).toMatchObject([{ turn: 2, class: 'interruption' }]);
    expect(after('Working', '', refused)[0]?.signals[0]?.kind).toBe('refusal');
  });
  test('followed by a turn without words is an interruption at that turn', () => {
    const command: Block = { kind: 'command', text: '/clear', at: null, sidechain: false };
    const turns = [
      makeTurn(1, 'developer', textBlock('Build the page')),
      makeTurn(2, 'agent', textBlock('Working'), stopped),
      makeTurn(3, 'developer', command),
    ];
    expect(detectPushbacks(turns)).toMatchObject([{ turn: 3, class: 'interruption' }]);
  });
});

describe('going back', () => {
  const rewind: Block = { kind: 'rewind', to: 3, at: null, sidechain: false };
  const start = [
    makeTurn(1, 'developer', textBlock('Build the login page for the shop')),
    makeTurn(2, 'agent', textBlock('Which fields?')),
    makeTurn(3, 'developer', textBlock('Name only')),
  ];
  const answered = makeTurn(4, 'agent', textBlock('I built it.'), edited, rewind);
  test('to before an answer is pushback, however friendly the new words are', () => {
    const [found] = detectPushbacks([
      ...start,
      answered,
      makeTurn(5, 'developer', textBlock('Name and mail')),
    ]);
    expect(found).toMatchObject({ turn: 5, class: 'undo_request', strength: 0.7 });
    expect(found?.signals[0]).toMatchObject({ kind: 'revert', start: null });
  });
  test('with words that object takes their class, undoing second', () => {
    const words = textBlock('I told you to leave the lockfile out of it.');
    expect(detectPushbacks([...start, answered, makeTurn(5, 'developer', words)])).toMatchObject([
      { turn: 5, class: 'constraint_reminder', secondary: ['undo_request'] },
    ]);
  });
  test('while nobody has written anew stands at the answer that was left', () => {
    expect(detectPushbacks([...start, answered])).toMatchObject([{ turn: 4, class: 'undo_request' }]);
  });
  test('to type a prompt anew that nobody had answered is none, and the prompt counts once', () => {
    const again = makeTurn(5, 'developer', textBlock('Name only, please'));
    expect(detectPushbacks([...start, makeTurn(4, 'agent', rewind), again])).toEqual([]);
    const first: Block = { ...rewind, to: 1 };
    const words = textBlock('No, it is still broken');
    const typed = [
      makeTurn(1, 'developer', words),
      makeTurn(2, 'agent', first),
      makeTurn(3, 'developer', words),
    ];
    expect(detectPushbacks(typed)).toEqual([]);
  });
});

describe('files that the developer restored after an edit', () => {
  const ran = (text: string): Block => ({ kind: 'command', text, at: null, sidechain: false });
  test.each([
    '! git checkout -- src/login.ts',
    '! git restore src',
    '! git checkout HEAD~1 -- src',
    '! git reset --hard',
  ])('by %s are an undoing, whatever is said next', command => {
    expect(after('Done.', 'Now the footer', ran(command))).toMatchObject([
      { turn: 3, class: 'undo_request', strength: 0.7, signals: [{ kind: 'revert' }] },
    ]);
    expect(after('Done.', '', ran(command))).toMatchObject([{ turn: 2, class: 'undo_request' }]);
  });
  test.each(['! git restore --staged src', '! git checkout main', '! git status'])(
    '%s restores none',
    command => {
      expect(after('Done.', 'Now the footer', ran(command))).toEqual([]);
    },
  );
});

test('the first developer turn and an agent turn are never pushback', () => {
  const detector = createPushbackDetector();
  expect(detector.push(makeTurn(1, 'developer', textBlock('No! It is still broken.')))).toBeNull();
  expect(detector.push(makeTurn(2, 'agent', textBlock('No, it is still broken.')))).toBeNull();
  expect(detector.finish()).toBeNull();
});

test('every signal with words says where they stand in the turn, whatever surrounds them', () => {
  const filler = fc.constantFrom('', '```\ncode\n```\n', '😀 ', '> quote\n', 'log line\n'.repeat(900), '\n');
  fc.assert(
    fc.property(filler, filler, (before, behind) => {
      const words = `${before}I told you, it still does not work${behind}`;
      const signals = after('Done.', words).flatMap(pushback => pushback.signals);
      for (const { start, end, text } of signals) {
        if (start !== null && end !== null) expect(words.slice(start, end)).toBe(text);
      }
    }),
    { numRuns: 40 },
  );
});

test('strength stays between the threshold and one, and one list holds at most two further classes', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 200 }), noise => {
      for (const { strength, secondary } of after('Done.', `No, that is wrong. ${noise}`)) {
        expect(strength).toBeGreaterThanOrEqual(0.36);
        expect(strength).toBeLessThanOrEqual(1);
        expect(secondary.length).toBeLessThanOrEqual(2);
      }
    }),
    { numRuns: 40 },
  );
});

describe('the answer that follows', () => {
  const asked = [
    makeTurn(1, 'developer', textBlock('Build the login page for the shop')),
    makeTurn(2, 'agent', textBlock('The page is built.'), edited),
    makeTurn(3, 'developer', textBlock('The button is on the right')),
  ];
  test('can tell a remark from an objection', () => {
    const conceded = makeTurn(
      4,
      'agent',
      textBlock("You're right, I apologize. Let me fix the issue."),
      edited,
    );
    const [found] = detectPushbacks([...asked, conceded]);
    expect(found?.turn).toBe(3);
    expect(found?.signals.map(({ text }) => text)).toContain('the agent then conceded');
    const waved = makeTurn(4, 'agent', textBlock('Yes, great.'));
    expect(detectPushbacks([...asked, waved])[0]?.strength ?? 0).toBeLessThan(found?.strength ?? 0);
  });
  test('settles the turn; until then finish tells what is known so far', () => {
    const detector = createPushbackDetector();
    for (const turn of asked.slice(0, 2)) expect(detector.push(turn)).toBeNull();
    expect(detector.push(makeTurn(3, 'developer', textBlock('No, it still does not work')))).toBeNull();
    expect(detector.finish()?.turn).toBe(3);
    expect(detector.push(makeTurn(4, 'agent', textBlock('Sorry, my mistake.')))?.turn).toBe(3);
    expect(detector.finish()).toBeNull();
  });
});

test('reasons come strongest first and say what they added', () => {
  const signals = after('Fixed.', 'No, that is wrong. I told you, it still does not work.')[0]?.signals ?? [];
  const added = signals.map(({ contribution }) => contribution ?? 0);
  expect(added.length).toBeGreaterThan(1);
  expect(added).toEqual(added.toSorted((a, b) => b - a));
});

test('what the harness wrote for the developer is nothing, after a stop an interruption', () => {
  const harness = '<command-name>/exit</command-name>\n<local-command-stdout>Bye!</local-command-stdout>';
  expect(after('Done.', harness)).toEqual([]);
  expect(after('Working', harness, stopped)).toMatchObject([{ turn: 3, class: 'interruption' }]);
});
