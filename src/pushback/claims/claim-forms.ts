import type { ClaimedCheck } from '../../domain/claim.ts';

/** How agents say that a check passed. Each is held against one sentence of prose, code and quotes blanked. */
export const claimForms: readonly { readonly check: ClaimedCheck; readonly pattern: RegExp }[] = [
  {
    check: 'tests',
    pattern:
      /\b(?:tests?|specs|test (?:suite|cases|files)|suites?)(?: \w+){0,3}? (?:(?:now|still|also|all|both|again|are|is|have|has|were|was|and|they|it|run|ran) ){0,4}(?:pass(?:es|ed|ing)?|green|succeed(?:s|ed)?)\b/iu,
  },
  { check: 'tests', pattern: /\b(?:pass(?:es|ed|ing)?) (?:all|every|the) (?:\w+ ){0,2}tests?\b/iu },
  {
    check: 'tests',
    pattern:
      /\b(?:all \d+|\d+ (?:\w+ )?tests?|\d+\/\d+)(?: (?:now|still|also|are|have)){0,2} pass(?:ed|ing)?\b/iu,
  },
  {
    check: 'tests',
    pattern: /\b(?:no|zero|0) (?:test )?(?:failures|failing tests|failed tests|regressions)\b/iu,
  },
  { check: 'tests', pattern: /(?:所有|全部)?(?:\S{0,4})测试(?:\S{0,4})?(?:均|都|全部|已|也)*(?:通过|成功)/u },
  { check: 'tests', pattern: /テスト(?:は|が|も)?(?:すべて|全て|全部)?(?:通り|通過|成功|パス)/u },
  { check: 'tests', pattern: /(?:тест(?:ы|ов)?)(?: \p{L}+){0,2} (?:прош\p{L}+|проход\p{L}+)/iu },
  { check: 'tests', pattern: /\btest(?:y|ów)(?: \p{L}+){0,2} (?:przesz\p{L}+|przechodz\p{L}+)/iu },
  {
    check: 'tests',
    pattern: /\btests? (?:\p{L}+ ){0,2}(?:bestanden|sind grün|laufen (?:alle )?durch|passent|passés)\b/iu,
  },
  {
    check: 'tests',
    pattern: /\b(?:pruebas|testes|tests) (?:\p{L}+ ){0,2}(?:pasan|pasaron|passam|passaram)\b/iu,
  },
  {
    check: 'build',
    pattern:
      /\b(?:build|compilation)(?: \w+){0,2}? (?:(?:now|still|also|is|has|was|completes|completed|finishes|finished) ){0,3}(?:succeed(?:s|ed)|success(?:ful(?:ly)?)?|pass(?:es|ed|ing)?|clean(?:ly)?|green|without (?:any )?(?:errors|warnings))\b/iu,
  },
  {
    check: 'build',
    pattern:
      /\b(?:(?:compiles?|builds?|compiled|built) (?:\w+ )?(?:cleanly|successfully|fine|without (?:any )?(?:errors|warnings))|successfully (?:compiles|compiled|builds|built))\b/iu,
  },
  { check: 'build', pattern: /(?:构建|编译)(?:已|也|都)?(?:成功|通过)/u },
  {
    check: 'type check',
    pattern:
      /\b(?:type[- ]?check(?:s|er|ing)?|typescript|tsc|mypy|pyright|types) (?:(?:now|still|also|is|are|has|was|compiles) ){0,3}(?:pass(?:es|ed|ing)?|clean(?:ly)?|green|happy|succeed(?:s|ed)?|without errors)\b/iu,
  },
  { check: 'type check', pattern: /\b(?:no|zero|0) (?:type|typescript|tsc|mypy)[- ]?(?:check )?errors\b/iu },
  {
    check: 'lint',
    pattern:
      /\b(?:(?:es|py|oxc?|golangci-)?lint(?:er|ing)?|biome|ruff|clippy|prettier|formatting)(?: checks?)? (?:(?:now|still|also|is|are|has|was) ){0,3}(?:pass(?:es|ed|ing)?|clean|green|happy|succeed(?:s|ed)?)\b/iu,
  },
  {
    check: 'lint',
    pattern: /\b(?:no|zero|0) (?:(?:es|py|oxc?|golangci-)?lint(?:er|ing)?) (?:errors|warnings|issues)\b/iu,
  },
  {
    check: 'any',
    pattern:
      /\b(?:(?:all|every) (?:\w+ )?(?:checks?|gates?)|everything|ci|(?:the|ci) pipeline) (?:(?:now|still|also|is|are|has|have) ){0,3}(?:pass(?:es|ed|ing)?|green|succeed(?:s|ed)?)\b/iu,
  },
];

/** What is checked and how it went: without a word of each there is no claim, which passes over most of what agents write. */
export const hasClaimWords = (text: string): boolean => outcomes.test(text) && subjects.test(text);
const outcomes =
  /pass|green|succe|clean|without|\b(?:no|zero|0) |happy|fine|bestanden|laufen|grün|pasa|通|成功|パス|прош|проход|przesz|przechodz/i;
const subjects =
  /test|spec|suite|build|built|compil|type|tsc|mypy|pyright|lint|biome|ruff|clippy|prettier|check|gate|everything|\bci\b|pipeline|pruebas|\d\/\d|构建|编译|测试|テスト|тест/i;

/** Before the claim, in its clause: what is planned, asked, wished or denied is no claim. */
export const unclaimed =
  /\b(?:if|once|when(?:ever)?|until|unless|after|before|so (?:that )?|ensur\w*|mak(?:e|ing) sure|should|shall|will|would|might|may|must|can|could|needs?|need to|to (?:verify|check|confirm|see|make|get|ensure|have|validate)|let me|let['’]s|i['’]ll|whether|not|never|\w+n['’]t|no longer|expect\w*|goals?|want|criteria|requires?|assum\w*|hop\w*|wait\w*|verify(?:ing)?|confirm|check(?:ing)?|validate|prevent\w*|without|instead of|mean(?:s|ing)?|previously|as long as|where|which|only|other|some|most|fails?|broke|broken|few|half|wenn|sobald|si|jeśli|если)\b|如果|确保|应该|需要/iu;

/** Inside the claim. */
export const denied =
  /\b(?:not|never|\w+n['’]t|should|will|would|must|might|may|can|to|nicht|nie)\b|не |没|未/iu;

/** Right behind the claim: a condition, a doubt, or the rest of the count. */
export const takenBack =
  /^\W{0,3}(?:if|when|once|only|unless|until|before|after all|but|except|though|however|or fail|through|over|down|along|by\b|an? |the review|(?:and|,)? ?[1-9]\d* (?:\w+ )?(?:fail\w*|error\w*|skipped))|[1-9]\d* (?:tests? )?(?:fail\w*|errors?)\b/iu;

/** A sentence that begins so tells what comes next. */
export const plan =
  /^\W*(?:now |next,? |then |please )?(?:let me|let['’]s|i['’]ll|i will|i['’]m going to|we['’]ll|verify(?:ing)?|check(?:ing)?|run|running|make sure|ensur\w+|confirm)\b/iu;
