import { type FormGroup, group } from './form-group.ts';

/** What only an agent does: a ban on it is no wish for the product. */
const agentActs =
  '(?:touch|chang|modif|edit|alter|commit|push|merg|rebas|deploy|publish|install|refactor|rewrit|overwrit|reformat|implement|cod(?:e|ing)\\b|guess|assum|invent|hallucinat|fabricat|mess|fuck|proceed|mutat|check (?:\\w+ )?in\\b|mak(?:e|ing) (?:any |other |more |further |unrelated |unnecessary |code )*(?:changes?|edits?|modifications?|assumptions?)|mak(?:e|ing) (?:\\w+ )?up\\b|tak(?:e|ing) (?:any )?actions?|do (?:any ?thing|any work|any coding|it|this yet|that yet|anything)|attempt|revert|hard-?cod|simplif|skip|ignore|mock)\\w*';
/** What a product does too, so that it takes an object that only an agent handles. */
const sharedActs =
  '(?:(?:use|using|import|introduc)\\w*|(?:run|start|restart|writ|creat|add|delet|remov|generat|renam|mov(?:e|ing)|break|fix|stag|build|launch|kill|put)\\w* [^.]{0,40}(?:\\b(?:code|files?|tests?|comments?|docs?|documentation|readme|markdown|dependenc\\w*|librar\\w*|packages?|branch\\w*|prs?|pull requests?|commits?|features?|scripts?|server|build|fixtures?|migrations?|emojis?|mocks?|anything|existing|functionality|api)\\b|\\S\\.[a-z]{1,4}\\b|\\s{3,}))';

const clauseStart =
  '(?:^|[,:;(*–—-]\\s*|\\b(?:and|but|please|pls|also|so|then|just|now|ok|okay|again|however|from now on|going forward)[ ,]+)';
const not =
  "(?:do(?:n'?t| not)|never|must(?:n'?t| not)|(?:are|were) (?:not|never) (?:allowed )?to|under no circumstances|you must(?: not| never)|you are not to)";
/** "Defined but never used" tells of the code. */
const softener =
  '(?!\\w+ed\\b)(?:ever |even |just |simply |try (?:and|to) |attempt to |go and |begin |start to )*';

/** English, in the order of kinds that decides: the first form that fits names the rule. */
export const englishForms: readonly FormGroup[] = [
  group(
    'ask-first',
    `\\b(?:ask|with me|permission|approval|consent|confirmation|go-ahead|until|unless|before|let me|i want|i need|i'd like|i would like|my)\\b`,
    [
      `\\bask (?:me |us |for (?:my |our )?(?:permission|approval|confirmation|ok) )?(?:first\\b|before\\b|for (?:my |our )?(?:permission|approval|confirmation)\\b)(?<act>.*)`,
      '\\b(?:if|when(?:ever)?)\\b[^,.]{0,40}\\b(?:unclear|unsure|not sure|in doubt|uncertain)\\b[^.]{0,20}\\bask\\b',
      '\\byou (?:are to|must|should|have to|need to) (?:always )?ask(?: me| us)?\\b(?! (?:questions|yourself))(?<act>.*)',
      `${clauseStart}(?:check|confirm|clear it|verify) with me\\b(?<act>.*)`,
      `\\b(?:until|unless|before) (?:i|we)(?:'ve| have)? (?:(?:explicitly|have|can|had|get|got) )*(?:say|tell|told|confirm|approv|agree|ask|give|review|sign|okay|ok)\\w*`,
      '\\bwithout (?:my |our |explicit |asking|first |prior )+(?:permission|approval|consent|confirmation|ok\\b|go-ahead|me\\b|first)?',
      `\\b(?:wait for|get|need) my (?:explicit )?(?:response|approval|confirmation|permission|ok|okay|go-ahead|answer|review)\\b(?<act>.*)`,
      '\\b(?:present|show|tell|give|explain)\\b.{0,60}\\bfor my (?:approval|review|confirmation)\\b(?<act>.*)',
      "\\b(?:let me|i (?:want|need|would like|'d like) to) (?:review|see|check|approve|look at|test|try)\\b.{0,60}\\b(?:first|before)\\b(?<act>.*)",
      '\\b(?:show|tell) (?:me|we|us)\\b.{0,80}\\bbefore you (?<act>.*)',
      '\\bask (?:me )?(?:any |clarifying |your |all )*questions?\\b.{0,30}\\bbefore (?<act>.*)',
    ],
  ),
  group('ban', `n'?t\\b|\\b(?:not|never|no circumstances)\\b`, [
    `${clauseStart}${not} ${softener}(?<act>${agentActs}.*)`,
    `${clauseStart}${not} ${softener}(?<act>${sharedActs}.*)`,
    `\\b(?:told|asked|said|instructed)(?: (?:you|u))? (?:not|never) to (?<act>(?:${agentActs}|${sharedActs}).*)`,
    `\\bi (?:do(?:n'?t| not)|never) want you (?:to |do )*(?<act>(?:${agentActs}|${sharedActs}).*)`,
    `\\byou (?:should(?:n'?t| not| never)|can(?:'?t|not)|may not) (?<act>${agentActs}.*)`,
  ]),
  group(
    'ban',
    '\\b(?:no|zero|without|leave|keep|unchanged|untouched|alone|intact|as is|hands|away|avoid|stop)\\b',
    [
      '\\bwithout (?<act>(?:chang|touch|modify|edit|alter|break|rewrit|refactor|adding (?:any |new )*(?:depend|librar|packag)|making (?:any |other |code )*(?:changes|edits))\\w*.*)',
      '\\b(?:(?:no|zero) (?:new|extra|additional|more|external|third.party) (?<act>(?:dependenc|librar|packag|files?\\b|modules?\\b)\\w*))',
      '(?:^|[,;(–—-] ?)(?:please |make |and )*no (?<act>(?:code |schema |other |unrelated |further |functional )*(?:changes|edits|commits?|push(?:es|ing)?|upgrades?|migrations?|refactor\\w*|coding|emojis?|mocks?|placeholders?|comments|network|hacks)\\b)(?! (?:added|needed|required|found|detected|were|are|was|is|to|in|since)\\b)',
      '(?:^|[,;(]\\s*|\\b(?:and|please|just) )take no (?<act>actions?\\b.*)',
      '(?:^|[,;(–—-]\\s*|\\b(?:and|but|please|just) )(?:leave|keep) (?<act>(?:(?!\\b(?:and|but)\\b).){2,60}?(?:\\balone\\b|\\bas (?:it )?(?:is|they are)\\b|\\buntouched\\b|\\bunchanged\\b|\\bintact\\b))',
      '(?:^|[,;:] )(?<act>[^,.;:]{3,60}?) (?:must|has to|have to|should|needs to) (?:stay|remain|be left|be kept) (?:unchanged|untouched|as (?:is|it is|they are)|alone|intact)\\b',
      '\\b(?:hands off|stay away from|keep your hands off) (?<act>.*)',
      '(?:^|[,;(]\\s*|\\b(?:and|please) )(?:avoid|stop) (?<act>(?:us|add|chang|modify|touch|edit|creat|writ|mak|commit|guess|assum|hard-?cod|install|refactor|mock|push|runn|delet|remov)\\w*ing\\b.*)',
    ],
  ),
  group('only', `\\b(?:only|just|limit|restrict|confine|don'?t|do not)\\b`, [
    `${clauseStart}only (?:ever )?(?<act>(?:touch|change|modify|edit|alter|update|fix|work on|commit|refactor)\\b.*)`,
    `${clauseStart}(?<act>(?:touch|change|modify|edit|alter|update|fix|commit) only .*)`,
    `${clauseStart}(?<act>(?:touch|change|modify|edit|alter|update|fix|work)\\w* (?:it |this |that |them )?(?:only )?in [^,]{2,60}? only)\\b(?! \\w)`,
    '\\b(?:limit|restrict|confine) (?:your|the|all|any)? ?(?:changes|edits|work|yourself|modifications)\\b (?:only )?to (?<act>.*)',
    '^(?:please )?(?:just|only) (?<act>[^.]{2,80}?),? (?:and )?(?:nothing else|nothing more|no other changes)\\b',
    `${clauseStart}do(?:n'?t| not) (?<act>(?:touch|change|modify|edit|do|alter) (?:anything|any other \\w+) (?:else|except|but|outside|other than)\\b.*)`,
  ]),
  group('order', `\\b(?:before|first|at a time)\\b`, [
    `(?:^|[,;:]\\s*)(?:but |and |also |so |note:? )*before (?:you |we |any |even )*(?:commit|push|chang|edit|mak|start|begin|writ|cod|implement|proceed|continu|mov|fix|creat|delet|merg|deploy|tak|do\\b|doing)[^,]{0,60}[,.]+ *(?:please |always |first |you (?:must|should|need to) )*(?<act>(?:run|read|check|look|review|test|verif|search|creat|writ|explain|propos|plan|show|understand|updat|make sure|help me understand|study|analy|investigat|ask|list|pull|fetch|backup|back up)\\w*.*)`,
    `(?:^|[,;:]\\s*|\\b(?:please|and|always|then|first|must|should) )(?<act>(?:find out|run|read|check|look at|review|test|verif|search|writ|explain|propos|plan|show|understand|updat|make sure|study|analy|investigat|format|lint|pull)\\w*\\b.{2,100}?\\bbefore (?:you (?:commit|push|chang|edit|mak|start|begin|writ|cod|implement|proceed|continu|do\\b|mov|merg)|committing|pushing|changing|editing|making|starting|writing|coding|implementing|proceeding|continuing|moving on|merging|doing|any)\\w*.*)`,
    '(?:^|[,;:]\\s*|\\bplease )first[, ]+(?<act>(?:run|read|check|look at|review|verify|search|understand|study|analyze|investigate|write a failing|write the tests?)\\b.{2,100}?\\b(?:then|before|and only then|after that)\\b.*)',
    '(?:^|[,;:]\\s*|\\b(?:please|and|go|work|on|do|them) )(?<act>(?:one|1) (?:\\w+ )?(?:step|file|change|commit|question|section|task|item|test|issue|thing) at a time\\b)',
  ]),
  group(
    'always',
    `\\b(?:always|sure|ensure|remember|forget|verify|tests?|each|every|any|after|before|whenever|keep|going forward|from now|from here|rest of|in \\w+)\\b`,
    [
      `${clauseStart}(?:must |should )?always (?<act>(?:run|use|ask|check|test|update|commit|writ|add|read|verif|format|lint|build|follow|prefer|includ|put|respond|answer|reply|push|document|start (?:by|with)|finish (?:by|with)|look|confirm|creat|pull|work|keep)\\w*\\b.*)`,
      `${clauseStart}(?:make sure|be sure|ensure|remember|do(?:n'?t| not) forget)(?: that)?(?: to| you| we|,)* (?:always )?(?<act>(?:run|re-?run|test|lint|format|build)\\b.*)`,
      '\\b(?:make sure|be sure|ensure|verify|check)(?: that)? (?<act>(?:all |the |existing |every |unit )*(?:tests?|build|lint\\w*|type ?check\\w*|checks) (?:still |all |must |always |keeps? )*(?:pass|build|compil|work|succeed|run|(?:is|are|stays?) green)\\w*.*)',
      '\\b(?<act>(?:all |the |existing |every )+tests? must (?:still |always )*(?:pass|stay green|be green)\\b.*)',
      '\\bkeep (?<act>(?:all |the |existing |acceptance )*(?:tests?|checks|build|ci) (?:passing|green)\\b.*)',
      `${clauseStart}(?<act>(?:run|re-?run|execute) (?:the |all |our )*(?:\\w+ )?(?:tests?|test suite|linter|lint|build|type ?check)\\b.{0,40}\\b(?:after|before|whenever|every time|each time)\\b.*)`,
      '(?:^|[,;:]\\s*|\\b(?:and|please) )(?:after|for|with|on) (?:each|every|any) (?:code )?(?:change|edit|step|commit|task|phase|fix|feature|file|update)s?,? +(?:please |always |you (?:must|should) )*(?<act>(?:run|test|lint|commit|update|build|verify|check|ask|stop|push|write|add)\\b.*)',
      `${clauseStart}(?<act>(?:run|test|lint|commit|update|build|verify|check|push|format|re-?run)\\b.{0,60}\\b(?:after|for|with|on) (?:each|every|any) (?:code )?(?:change|edit|step|commit|task|phase|fix|feature|file|update)s?\\b.*)`,
      '\\b(?:from now on|going forward|from here on|for the rest of (?:this|the) (?:session|conversation|chat))\\b,?(?<act>.*)',
      `${clauseStart}(?:always )?(?:respond|answer|reply|speak|write|talk)(?: to me)?(?: only| always)? in (?<act>(?:english|german|french|spanish|polish|russian|chinese|japanese|korean|portuguese|italian)\\b.*)`,
    ],
  ),
];

/** Words that speak of the product's own cases: what the program shall do, not the agent. */
export const productCase =
  /\b(?:when|whenever|if|unless|once|while|where|because|since) (?:the|a|an|it|it's|there|no|user|users|we're|they|this|that|one|any|both|either|its|not|only|exact|--?\w+)\b|\b(?:on|after) (?:click|save|hover|submit|load)\b|\bfor (?:each|every) (?:user|row|item|page|entry|request)\b/i;

/** Words that ask or tell, and demand nothing. */
export const noDemand =
  /^(?:why|how|what|which|who|where|does|do (?:you|we|i|they)|did|is|are|am|was|were|has|have|had|should|would|could(?! you)|can(?! you)|will|isn't|aren't|didn't|doesn't|don't you|don't we|shouldn't|wouldn't)\b(?! not )/i;
