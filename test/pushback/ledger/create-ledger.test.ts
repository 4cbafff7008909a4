import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Block, Turn } from '../../../src/domain/turn.ts';
import { createLedger, findStandingRules } from '../../../src/pushback/ledger/create-ledger.ts';
import { makePushback, makeTurn, textBlock, toolBlock } from '../../helpers/fake-session.ts';

const edit = (path: string, before: string | null = 'old', after = 'new'): Block =>
  toolBlock({ name: 'Edit', kind: 'edit', id: path, target: path, edits: [{ path, before, after }] });
const run = (command: string): Block => toolBlock({ name: 'Bash', id: command, target: command });

/** Words are the developer's, blocks the agent's. */
const play = (...told: readonly (string | readonly Block[])[]): Turn[] =>
  told.map((one, index) =>
    typeof one === 'string'
      ? makeTurn(index + 1, 'developer', textBlock(one))
      : makeTurn(index + 1, 'agent', ...one),
  );
const touchesOf = (...told: readonly (string | readonly Block[])[]) =>
  findStandingRules(play(...told)).map(({ touches }) =>
    touches.map(({ turn, what, verdict }) => [turn, verdict, what]),
  );

test('an edit of a file that was to be left alone breaks the ban, also turns later', () => {
  const ban = "Tidy up, but don't touch src/tax.ts.";
  expect(
    touchesOf(ban, [edit('/home/me/shop/src/cart.ts')], 'And the footer.', [
      edit('/home/me/shop/src/tax.ts'),
    ]),
  ).toEqual([
    [
      [2, 'kept', '1 tool call, none against it'],
      [4, 'broken', '/home/me/shop/src/tax.ts'],
    ],
  ]);
});

test('reading a banned file, and a call that was refused, break nothing', () => {
  const read = toolBlock({ name: 'Read', kind: 'read', target: 'src/tax.ts' });
  const refused = toolBlock({ name: 'Edit', kind: 'edit', target: 'src/tax.ts', status: 'rejected' });
  expect(touchesOf("Don't touch src/tax.ts.", [read, refused])).toEqual([[]]);
});

test('"the tax code" is what lies in a place of that name', () => {
  expect(touchesOf('Do not touch the tax code.', [edit('src/tax/rates.ts')])[0]).toEqual([
    [2, 'broken', 'src/tax/rates.ts'],
  ]);
  expect(touchesOf('Do not touch the tax code.', [edit('src/taxi.ts')])[0]?.[0]?.[1]).toBe('kept');
});

test('a rule that is said again in fewer words is the same rule', () => {
  const [rule, ...others] = findStandingRules(
    play(
      'Do not change the signature of send, others call it.',
      [edit('a.ts')],
      'I said not to change the signature.',
    ),
  );
  expect(others).toEqual([]);
  expect(rule?.remindedAt).toEqual([3]);
});

test('an objection to having acted at all reminds of "only explain"', () => {
  const ledger = createLedger();
  const [ask, act, no] = play(
    "Only explain, don't edit anything yet.",
    [edit('a.ts')],
    'I only asked for an explanation.',
  );
  for (const turn of [ask, act]) if (turn) ledger.push(turn);
  if (no) ledger.push(no, makePushback(3, { class: 'scope_objection' }));
  expect(ledger.rules()[0]?.remindedAt).toEqual([3]);
});

test('what puts a broken rule right again does not break it once more', () => {
  const told = [
    "Don't touch src/tax.ts.",
    [edit('src/tax.ts')],
    'I said no tax.ts. Put it back.',
    [edit('src/tax.ts')],
  ] as const;
  expect(touchesOf(...told)[0]).toEqual([[2, 'broken', 'src/tax.ts']]);
});

test('a file of the same name elsewhere is another file', () => {
  expect(touchesOf("Don't touch src/tax.ts.", [edit('lib/old-src/tax.ts')])[0]).toEqual([
    [2, 'kept', '1 tool call, none against it'],
  ]);
});

test('a commit breaks a ban on commits, a word about it in quotes does not', () => {
  expect(touchesOf("Fix it, but don't commit.", [run('npm test && git commit -m "Fix"')])[0]).toEqual([
    [2, 'broken', 'npm test && git commit -m "Fix"'],
  ]);
  expect(touchesOf("Fix it, but don't commit.", [run('echo "git commit later"')])[0]?.[0]?.[1]).toBe('kept');
});

test('a package breaks "no new dependencies", by command and by hand', () => {
  const before = '{\n  "left": "1.0.0"\n}';
  const after = '{\n  "left": "1.0.0",\n  "right": "^2.0.0"\n}';
  expect(
    touchesOf('Parse the dates, no new dependencies.', [
      run('npm install --save dayjs'),
      edit('package.json', before, after),
    ])[0],
  ).toEqual([
    [2, 'broken', 'npm install --save dayjs'],
    [2, 'broken', 'package.json: "right": "^2.0.0"'],
  ]);
  expect(touchesOf('Parse the dates, no new dependencies.', [run('npm install')])[0]?.[0]?.[1]).toBe('kept');
});

test('an allow-list is kept inside and broken outside, and binds the answer that it was given for', () => {
  expect(
    touchesOf(
      'Only change src/header.tsx.',
      [edit('src/header.tsx'), edit('src/footer.tsx')],
      'Now the rest.',
      [edit('src/page.tsx')],
    ),
  ).toEqual([
    [
      [2, 'kept', 'src/header.tsx'],
      [2, 'broken', 'src/footer.tsx'],
    ],
  ]);
});

test('"not yet" is broken by an edit of code, not by a plan in words', () => {
  expect(touchesOf("Don't change any code yet.", [edit('src/cart.ts')])[0]).toEqual([
    [2, 'broken', 'src/cart.ts'],
  ]);
  expect(touchesOf("Don't change any code yet.", [edit('docs/plan.md')])[0]?.[0]?.[1]).toBe('kept');
});

test('an act that was to be asked about is broken before the developer spoke, kept after a yes', () => {
  const rule = "Fix the total. Don't commit until I say so.";
  expect(touchesOf(rule, [edit('a.ts'), run('git commit -m x')])[0]?.[0]).toEqual([
    2,
    'broken',
    'git commit -m x',
  ]);
  const [asked] = findStandingRules(
    play(rule, [edit('a.ts')], 'Looks good, now commit it.', [run('git commit -m x')]),
  );
  expect(asked?.liftedAt).toBe(3);
  expect(asked?.touches.map(({ turn, verdict }) => [turn, verdict])).toEqual([
    [2, 'kept'],
    [4, 'kept'],
  ]);
});

test('what was settled in words is left out: no yes and no fresh rule, no verdict', () => {
  expect(
    touchesOf('Ask me before you commit.', [textBlock('Fine.')], 'Rename the button.', [
      run('git commit -m x'),
    ]),
  ).toEqual([[]]);
});

test('edits without the tests that were demanded break the rule, tests at the end keep it', () => {
  const rule = 'Always run the tests after each change.';
  expect(touchesOf(rule, [edit('a.ts'), run('npm test')], 'More.', [edit('b.ts')])).toEqual([
    [
      [2, 'kept', 'npm test'],
      [4, 'broken', 'no tests after b.ts'],
    ],
  ]);
  expect(touchesOf(rule, [edit('README.md')])).toEqual([[]]);
});

test('a commit without the tests that come first breaks the order', () => {
  const rule = 'Run the tests before committing, always.';
  expect(touchesOf(rule, [edit('a.ts'), run('git commit -m x')])[0]).toEqual([
    [2, 'broken', 'git commit -m x'],
  ]);
  expect(touchesOf(rule, [edit('a.ts'), run('npm test && git commit -m x')])[0]?.[0]?.[1]).toBe('kept');
});

test('a ban that the developer lifts is held against nobody any more', () => {
  const [rule] = findStandingRules(
    play("Don't touch src/tax.ts.", [edit('a.ts')], 'ok you can update src/tax.ts now', [edit('src/tax.ts')]),
  );
  expect(rule?.liftedAt).toBe(3);
  expect(rule?.touches.some(({ verdict }) => verdict === 'broken')).toBe(false);
});

test('praise and a question lift no "not yet", an order does', () => {
  const lifted = (answer: string) =>
    findStandingRules(play("Don't write any code yet.", [textBlock('It is in cart.ts.')], answer))[0]
      ?.liftedAt;
  expect(lifted('Good context. Where is it called?')).toBeNull();
  expect(lifted('Great, now implement it.')).toBe(3);
  expect(lifted('Go ahead.')).toBe(3);
});

test('work that hides what it changes is no proof that a file was left alone', () => {
  expect(touchesOf("Don't touch src/tax.ts.", [run('./scripts/migrate.sh')])).toEqual([[]]);
  expect(touchesOf("Check it, don't change anything.", [run('./scripts/migrate.sh')])).toEqual([[]]);
});

test('a rule that is said again stays one rule and remembers when', () => {
  const rules = findStandingRules(
    play("Don't touch src/tax.ts.", [edit('src/tax.ts')], 'I said do not touch src/tax.ts!', [
      textBlock('Sorry.'),
    ]),
  );
  expect(rules).toHaveLength(1);
  expect(rules[0]).toMatchObject({ turn: 1, remindedAt: [3], liftedAt: null });
});

test('a pushback that names what was just broken reminds of the rule', () => {
  const ledger = createLedger();
  const [ask, act, no] = play(
    "Don't touch src/tax.ts.",
    [edit('src/tax.ts')],
    'Undo your edit of src/tax.ts.',
  );
  for (const turn of [ask, act]) if (turn) ledger.push(turn);
  if (no) ledger.push(no, makePushback(3, { class: 'undo_request' }));
  expect(ledger.rules()[0]?.remindedAt).toEqual([3]);
});

test('a long session keeps a bounded ledger', () => {
  const rules = Array.from({ length: 80 }, (_, at) => `Do not touch file${at}.ts.`).join('\n');
  const acts = Array.from({ length: 40 }, () => [edit('file1.ts'), edit('sub/file1.ts')]);
  const kept = findStandingRules(play(rules, ...acts));
  expect(kept).toHaveLength(50);
  expect(Math.max(...kept.map(({ touches }) => touches.length))).toBeLessThanOrEqual(20);
});

test('what is known after some turns is what is known of these turns alone, whatever they hold', () => {
  const words = fc.array(
    fc.constantFrom(
      "Don't touch a.ts. ",
      'Only change b.ts. ',
      'ok go ahead. ',
      'Always run the tests. ',
      'commit it. ',
      "don't commit until I say. ",
      'I said no. ',
    ),
    { maxLength: 4 },
  );
  const blocks = fc.array(
    fc.constantFrom(edit('a.ts'), edit('b.ts'), run('npm test'), run('git commit -m x')),
    { maxLength: 4 },
  );
  const turn = fc.oneof(
    words.map(said => said.join('')),
    blocks,
  );
  fc.assert(
    fc.property(fc.array(turn, { maxLength: 10 }), told => {
      const turns = play(...told);
      const ledger = createLedger();
      for (const [at, one] of turns.entries()) {
        ledger.push(one);
        expect(ledger.rules()).toEqual(findStandingRules(turns.slice(0, at + 1)));
      }
    }),
    { numRuns: 50 },
  );
});
