import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { specstory } from '../../src/adapters/specstory/index.ts';
import { loadTurns, openSession } from '../../src/app/open-session.ts';
import type { ClassifyInput } from '../../src/classify/engine.ts';
import { createOfflineEngine } from '../../src/classify/engines/offline/index.ts';
import { locateQuote } from '../../src/classify/locate-quote.ts';
import type { Annotation, Candidate, Verdict } from '../../src/domain/episode.ts';
import { checkAnnotation, checkCandidate } from '../../src/domain/label-rules.ts';
import { type PushbackClass, pushbackClasses } from '../../src/domain/pushback.ts';
import type { Turn } from '../../src/domain/turn.ts';
import { createClaimChecker } from '../../src/pushback/claims/check-claims.ts';
import { detectPushbacks } from '../../src/pushback/detect-pushback.ts';
import { createLedger } from '../../src/pushback/ledger/create-ledger.ts';
import { makeInput, makePushback, makeTurn, textBlock, toolBlock } from '../helpers/fake-session.ts';

type Told = { candidate: Candidate; verdict: Verdict; annotation: Annotation };

const classify = async (input: ClassifyInput): Promise<Told[]> => {
  const engine = createOfflineEngine();
  const { signal } = new AbortController();
  const extracted = await engine.extract(input, signal);
  if (!extracted.ok) throw new Error(extracted.error);
  return Promise.all(
    extracted.value.map(async candidate => {
      const verdict = await engine.validate(candidate, input, signal);
      const annotation = await engine.annotate(candidate, input, signal);
      if (!verdict.ok || !annotation.ok) throw new Error('no answer');
      return { candidate, verdict: verdict.value, annotation: annotation.value };
    }),
  );
};
const inputOf = (
  turns: readonly Turn[],
  ...pushed: readonly [number, PushbackClass, number?][]
): ClassifyInput => {
  const pushbacks = pushed.map(([turn, name, strength = 0.9]) =>
    makePushback(turn, { class: name, strength }),
  );
  const ledger = createLedger();
  const claims = createClaimChecker();
  for (const turn of turns) {
    ledger.push(
      turn,
      pushbacks.find(one => one.turn === turn.number),
    );
    claims.push(turn);
  }
  return makeInput(turns, { pushbacks, rules: ledger.rules(), claims: claims.claims() });
};
const labelsOf = async (input: ClassifyInput) => (await classify(input))[0]?.annotation.symptom.labels;
const quotesOf = async (input: ClassifyInput) =>
  (await classify(input))[0]?.candidate.evidence.map(({ turn, quote }) => [turn, quote]);
const edit = (target: string) => toolBlock({ name: 'Edit', kind: 'edit', target });
const run = (target: string, exitCode: number) =>
  toolBlock({ name: 'Bash', kind: 'run', target, exitCode, status: exitCode === 0 ? 'ok' : 'error' });
const dev = (number: number, text: string) => makeTurn(number, 'developer', textBlock(text));

const ruleBroken = [
  dev(1, 'Add a currency switch. Do not touch the lockfile or the build config.'),
  makeTurn(2, 'agent', textBlock('I added it.'), edit('package-lock.json')),
  dev(3, 'I told you not to touch the lockfile. Please revert it.'),
  makeTurn(4, 'agent', textBlock('Reverted.'), run('git checkout package-lock.json', 0)),
  dev(5, 'Perfect, that fixed it.'),
];

test('a stated rule that was not kept is S3 with the rule quoted, its damage undone, its fix confirmed', async () => {
  const [told, ...others] = await classify(inputOf(ruleBroken, [3, 'constraint_reminder']));
  expect(others).toEqual([]);
  expect(told?.verdict.label).toBe('valid');
  expect(told?.candidate.evidence.map(({ turn, quote }) => [turn, quote])).toEqual([
    [1, 'Do not touch the lockfile or the build config.'],
    [2, '[tool Edit] package-lock.json (ok)'],
    [3, 'I told you not to touch the lockfile. Please revert it.'],
    [5, 'Perfect, that fixed it.'],
  ]);
  expect(told?.annotation).toMatchObject({
    symptom: { labels: ['S3'] },
    cause: { labels: [{ label: 'C6', tier: 'direct' }] },
    outcome: { severity: 'DS2', locus: 'DL1' },
    resolution: { status: 'RS1', resolver: 'RV2' },
  });
});

test('a reminder of a rule that nobody stated here is no S3', async () => {
  const turns = [dev(1, 'Add a currency switch.'), ...ruleBroken.slice(1, 3)];
  const [told] = await classify(inputOf(turns, [3, 'constraint_reminder']));
  expect(told?.annotation.symptom.labels).toEqual(['S2']);
});

test('a failure after a claim of proof is S5 and S7, said twice it is still one episode', async () => {
  const turns = [
    dev(1, 'Fix the cart total.'),
    makeTurn(2, 'agent', textBlock('Fixed. All tests pass now.'), edit('cart.ts')),
    dev(3, 'It still shows zero.'),
    makeTurn(4, 'agent', textBlock('Changed it again.'), edit('cart.ts')),
    dev(5, 'Same error as before.'),
  ];
  const told = await classify(inputOf(turns, [3, 'failure_report'], [5, 'failure_report']));
  expect(told).toHaveLength(1);
  expect(told[0]?.annotation).toMatchObject({
    symptom: { labels: ['S5', 'S7'] },
    cause: { labels: [{ label: 'C7', tier: null }] },
    outcome: { severity: 'DS1', locus: null },
    resolution: { status: 'RS2', resolver: null },
  });
});

test('the act that broke a rule is quoted, not the last act of the turn', async () => {
  const turns = [
    dev(1, 'Add a currency switch. Do not touch package-lock.json.'),
    makeTurn(
      2,
      'agent',
      textBlock('I added it.'),
      toolBlock({ name: 'Edit', id: 'e1', kind: 'edit', target: 'package-lock.json' }),
      toolBlock({ name: 'Edit', id: 'e2', kind: 'edit', target: 'switch.ts' }),
    ),
    dev(3, 'That file was off limits!'),
  ];
  const input = inputOf(turns, [3, 'scope_objection']);
  expect(await quotesOf(input)).toEqual([
    [1, 'Do not touch package-lock.json.'],
    [2, '[tool Edit] package-lock.json (ok)'],
    [3, 'That file was off limits!'],
  ]);
  const [told] = await classify(input);
  expect(told?.annotation.symptom).toMatchObject({
    labels: ['S3'],
    reasoning: 'Turn 1 states the rule; turn 3 holds against turn 2 that it broke it by an act.',
  });
  expect(await labelsOf({ ...input, rules: [] })).toEqual(['S4']);
});

test('each axis says on which turns its label rests', async () => {
  const [told] = await classify(inputOf(ruleBroken, [3, 'constraint_reminder']));
  const { cause, outcome, resolution } = told?.annotation ?? {};
  expect([cause?.reasoning, outcome?.reasoning, resolution?.reasoning]).toEqual([
    'Turn 1 gave the instruction in clear words, which are quoted.',
    'Turn 2 applied it, and the pushback from turn 3 on has it undone.',
    'Turn 5: The developer says that it is right now.',
  ]);
});

test('an order that is said again is S3 with both sayings quoted, one that comes for the first time is S2', async () => {
  const turns = [
    dev(1, 'Store the totals.'),
    makeTurn(2, 'agent', textBlock('I put them into the view.')),
    dev(3, 'No. Put the totals into cart_store.'),
    makeTurn(4, 'agent', textBlock('I moved them to the header.')),
    dev(5, 'No, into cart_store, as the rest of the totals.'),
  ];
  const twice = inputOf(turns, [3, 'correction'], [5, 'correction']);
  expect(await labelsOf(twice)).toEqual(['S3']);
  expect(await quotesOf(twice)).toContainEqual([3, 'Put the totals into cart_store.']);
  expect(await quotesOf(twice)).toContainEqual([5, 'No, into cart_store, as the rest of the totals.']);
  expect(await labelsOf(inputOf(turns.slice(0, 4), [3, 'correction']))).toEqual(['S2']);
});

test('a name of a command option is no rule', async () => {
  const asked = (text: string) => [
    dev(1, text),
    makeTurn(2, 'agent', textBlock('I changed the report.')),
    dev(3, 'The statistics report should show the daily totals.'),
  ];
  const label = async (text: string) => labelsOf(inputOf(asked(text), [3, 'correction']));
  expect(await label('Add --only-totals to the daily statistics report.')).toEqual(['S2']);
  expect(await label('The daily statistics report shows totals only.')).toEqual(['S3']);
});

test('a claim is S7 only with what contradicts it: the failed run, or words about what it claims', async () => {
  const told = (exitCode: number, says: string, objects: string) =>
    inputOf(
      [
        dev(1, 'Fix the cart total.'),
        makeTurn(2, 'agent', edit('cart.ts'), run('npm test', exitCode), textBlock(says)),
        dev(3, objects),
      ],
      [3, 'failure_report'],
    );
  const failed = told(1, 'All tests pass.', 'The total is empty.');
  expect(await labelsOf(failed)).toEqual(['S5', 'S7']);
  expect(await quotesOf(failed)).toContainEqual([2, '[tool Bash] npm test (error, exit 1)']);
  expect(await labelsOf(told(0, 'All tests pass.', 'The total is empty.'))).toEqual(['S5']);
  expect(await labelsOf(told(0, 'All tests pass.', 'The tests fail here.'))).toEqual(['S5', 'S7']);
  expect(await labelsOf(told(0, 'The total is fixed.', 'The total is empty.'))).toEqual(['S5', 'S7']);
  expect(await labelsOf(told(0, 'Let me check that the total is fixed.', 'It is empty.'))).toEqual(['S5']);
});

test('a failed run says nothing against an agent whose claim nobody doubts', async () => {
  const turns = [
    dev(1, 'Name the release.'),
    makeTurn(2, 'agent', edit('notes.md'), run('npm test', 1), textBlock('All tests pass.')),
    dev(3, 'No, I meant the name of the tag.'),
  ];
  expect(await labelsOf(inputOf(turns, [3, 'correction']))).toEqual(['S2']);
});

test('distrust of what the agent says it did is S7', async () => {
  const turns = [
    dev(1, 'Read the guide first.'),
    makeTurn(2, 'agent', textBlock('The guide has been updated.')),
    dev(3, 'Did you even open it? It looks untouched.'),
  ];
  const [told] = await classify(inputOf(turns, [3, 'trust_challenge']));
  expect(told?.annotation.symptom).toMatchObject({
    labels: ['S7'],
    reasoning: 'Turn 3 disputes what turn 2 claims.',
  });
});

test('a failure where commands were run and nothing was delivered is S6', async () => {
  const turns = [
    dev(1, 'Start the shop.'),
    makeTurn(2, 'agent', textBlock('Started.'), run('npm start -- --port 99', 0)),
    dev(3, 'Nothing answers there.'),
  ];
  expect(await labelsOf(inputOf(turns, [3, 'failure_report']))).toEqual(['S6']);
  const after = [dev(1, 'Write it.'), makeTurn(2, 'agent', edit('shop.ts')), dev(3, 'Start the shop.')];
  const later = [...after, ...turns.slice(1).map(turn => ({ ...turn, number: turn.number + 2 }))];
  expect(await labelsOf(inputOf(later, [5, 'failure_report']))).toEqual(['S5']);
});

test('an episode begins where the pushback is known to have begun', async () => {
  const turns = [
    dev(1, 'Add a tax rate.'),
    makeTurn(2, 'agent', edit('tax.ts')),
    dev(3, 'Now the footer.'),
    makeTurn(4, 'agent', edit('footer.ts')),
    dev(5, 'No, the tax should have been gross.'),
  ];
  const input = inputOf(turns, [5, 'correction']);
  const span = { turns: null, toolCalls: null, minutes: null, tokens: null };
  const origins = [{ turn: 5, onset: 2, span, rule: null }];
  expect(await quotesOf({ ...input, origins })).toContainEqual([2, '[tool Edit] tax.ts (ok)']);
  expect(await quotesOf(input)).toContainEqual([4, '[tool Edit] footer.ts (ok)']);
});

test('a turn that the developer went back from shows no fix', async () => {
  const turns = ruleBroken.map(turn => (turn.number > 3 ? { ...turn, abandoned: true as const } : turn));
  const [told] = await classify(inputOf(turns, [3, 'constraint_reminder']));
  expect(told?.annotation.resolution).toMatchObject({ status: 'RS2', resolver: null });
});

test('a failed command without an edit is S6, an act that nobody asked for is S4', async () => {
  const failed = [dev(1, 'Start it.'), makeTurn(2, 'agent', run('npm strat', 1)), dev(3, 'That fails.')];
  expect((await classify(inputOf(failed, [3, 'failure_report'])))[0]?.annotation.symptom.labels).toEqual([
    'S6',
  ]);
  const extra = [
    dev(1, 'What does the header do?'),
    makeTurn(2, 'agent', textBlock('I rewrote it.'), edit('header.ts')),
    dev(3, 'I only asked a question, why did you rewrite it?'),
  ];
  const [told] = await classify(inputOf(extra, [3, 'scope_objection']));
  expect(told?.annotation).toMatchObject({
    symptom: { labels: ['S4'] },
    cause: { labels: [{ label: 'C2', tier: 'contextual' }] },
  });
});

test('weak pushback is rejected with a reason of the study, wordless pushback is no candidate', async () => {
  const [weak] = await classify(inputOf(ruleBroken, [3, 'clarify_intent', 0.55]));
  expect(weak?.verdict).toMatchObject({ label: 'invalid', reason: 'intention_claim_without_pushback' });
  const silent = [...ruleBroken.slice(0, 2), makeTurn(3, 'developer')];
  expect(await classify(inputOf(silent, [3, 'interruption']))).toEqual([]);
});

test('pushback that is weak once is sure enough when it comes twice', async () => {
  const turns = [...ruleBroken.slice(0, 4), dev(5, 'The lockfile is still changed.')];
  const [twice, ...others] = await classify(inputOf(turns, [3, 'correction', 0.55], [5, 'correction', 0.55]));
  expect(others).toEqual([]);
  expect(twice?.verdict.label).toBe('valid');
});

test('a pasted log that speaks of restoring undoes nothing, a developer who reverts does', async () => {
  const worked = [
    dev(1, 'Cache the builds.'),
    makeTurn(2, 'agent', textBlock('I set it up.'), edit('ci.yml')),
  ];
  const outcome = async (text: string, name: PushbackClass) =>
    (await classify(inputOf([...worked, dev(3, text)], [3, name])))[0]?.annotation.outcome;
  expect(await outcome('It fails: Restore cache failed, no lockfile found.', 'failure_report')).toMatchObject(
    {
      severity: 'DS1',
      locus: null,
    },
  );
  expect(await outcome('NO! I am undoing all that via git.', 'clarify_intent')).toMatchObject({
    severity: 'DS2',
    locus: 'DL1',
  });
});

test('what nobody needs is overreach, what the developer wants instead was not said clearly', async () => {
  const worked = [
    dev(1, 'Name the release.'),
    makeTurn(2, 'agent', textBlock('I named it.'), edit('notes.md')),
  ];
  const label = async (text: string) =>
    (await classify(inputOf([...worked, dev(3, text)], [3, 'correction'])))[0]?.annotation;
  expect(await label('We don’t need a changelog entry here.')).toMatchObject({
    symptom: { labels: ['S4'] },
    cause: { labels: [{ label: 'C2' }] },
  });
  expect(await label('No, I meant the name of the tag.')).toMatchObject({
    symptom: { labels: ['S2'] },
    cause: { labels: [{ label: 'C1', tier: 'contextual' }] },
  });
  expect(await label('No, not like this.')).toMatchObject({
    cause: { labels: [{ label: 'C7', tier: null }] },
  });
});

test('whatever a session holds, every quote stands where it is said to and every label keeps the rules', async () => {
  const text = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 300 }),
    fc.constantFrom(
      'Do not touch the config file. ',
      'All tests pass now.',
      'revert the config file!\n```\nx',
      '…',
    ),
  );
  const session = fc.array(fc.tuple(text, fc.constantFrom(...pushbackClasses), fc.boolean()), {
    maxLength: 8,
  });
  await fc.assert(
    fc.asyncProperty(session, async parts => {
      const turns = parts.map(([words, , acts], index) =>
        index % 2 === 0
          ? dev(index + 1, words)
          : makeTurn(index + 1, 'agent', textBlock(words), ...(acts ? [edit(words), run(words, 1)] : [])),
      );
      const pushed = parts.flatMap(([, name], index): [number, PushbackClass][] =>
        index % 2 === 0 && index > 0 ? [[index + 1, name]] : [],
      );
      for (const { candidate, annotation } of await classify(inputOf(turns, ...pushed))) {
        expect(checkCandidate(candidate)).toEqual([]);
        expect(checkAnnotation(annotation)).toEqual([]);
        for (const claim of candidate.evidence)
          expect(locateQuote(claim, turns)).toMatchObject({ ...claim, located: 'exact' });
      }
    }),
    { numRuns: 60 },
  );
});

type Row = { file: string; valid: readonly unknown[] };
const corpus = join(import.meta.dirname, '../../../shared/corpus');
const labels = join(corpus, 'labels/published-episodes.json');

test.skipIf(!existsSync(labels))(
  'on published sessions it beats calling every session affected (skipped where the corpus is absent)',
  async () => {
    const rows: Row[] = JSON.parse(readFileSync(labels, 'utf8'));
    let [hits, said, affected] = [0, 0, 0];
    for (const row of rows) {
      const session = openSession(specstory, join(corpus, row.file));
      const turns = loadTurns(session);
      const told = await classify(makeInput(turns, { pushbacks: detectPushbacks(turns) }));
      session.close();
      const found = told.some(({ verdict }) => verdict.label === 'valid');
      said += Number(found);
      affected += Number(row.valid.length > 0);
      hits += Number(found && row.valid.length > 0);
    }
    expect(hits / said).toBeGreaterThan(affected / rows.length + 0.15);
    expect(hits / affected).toBeGreaterThan(0.4);
  },
);
