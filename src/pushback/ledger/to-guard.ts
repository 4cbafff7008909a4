import type { RuleKind } from '../../domain/standing-rule.ts';
import type { Check, Command } from './commands.ts';
import type { RuleObject } from './find-objects.ts';

/** What of a rule a log can show. Nothing in it: the rule is listed, and no act is ever held against it. */
export type Guard = {
  /** Edits: of any code, of test files, of new documents, of any new file, or of the named paths. */
  readonly edits: 'any' | 'tests' | 'new docs' | 'new files' | readonly string[] | null;
  /** Files that must not be deleted. */
  readonly removes: readonly string[];
  readonly commands: readonly Command[];
  readonly dependencies: boolean;
  /** What has to run, or has to be read before. */
  readonly check: Check | null;
  readonly reads: readonly string[];
};

const noGuard: Guard = {
  edits: null,
  removes: [],
  commands: [],
  dependencies: false,
  check: null,
  reads: [],
};

/** Can any act of a log touch the rule? */
export const isVisible = (guard: Guard): boolean =>
  guard.edits !== null ||
  guard.dependencies ||
  guard.check !== null ||
  guard.commands.length + guard.removes.length + guard.reads.length > 0;

/** `act` is what the rule is about, `words` the whole sentence, both without code and quotes. */
export const toGuard = (
  kind: RuleKind,
  act: string,
  words: string,
  objects: readonly RuleObject[],
): Guard => {
  const paths = objects.flatMap(({ path }) => path ?? []);
  if (kind === 'ban') return banGuard(act, paths);
  if (kind === 'only') return onlyGuard(act, paths);
  if (kind === 'ask-first') return askGuard(words);
  const check = checkOf(act);
  if (kind === 'always') return { ...noGuard, check };
  const commands = /\bbefore (?:you |every |each |any )*commit/i.test(words) ? (['commit'] as const) : [];
  const reads = /^(?:read|look|check|review|study)/i.test(act) ? paths : [];
  return { ...noGuard, commands: check ? commands : [], check: commands.length > 0 ? check : null, reads };
};

/** All that is outside breaks an allow-list, so what it names has to be surely a file or a folder. */
const onlyGuard = (act: string, paths: readonly string[]): Guard => {
  const isSure =
    paths.length > 0 &&
    paths.every(path => /\.\w+$|^(?:src|lib|app|docs|tests?|packages|components)\b/.test(path));
  return { ...noGuard, edits: isSure && editVerb.test(act) ? paths : null };
};

const banGuard = (act: string, paths: readonly string[]): Guard => {
  const banned = act.split(turns)[0] ?? '';
  const verbs = [...banned.matchAll(listed)].map(match => (match[1] ?? '').toLowerCase());
  const commands = verbs.flatMap(verb => commandOf(verb, banned));
  const dependencies = /\b(?:dependenc|librar|packages?\b|abhängigkeit|zależności|зависимост|依赖)/iu.test(
    banned,
  );
  if (dependencies && !/\b(?:chang|updat|upgrad|touch|remov|delet)/i.test(banned))
    return { ...noGuard, commands, dependencies };
  if (/^(?:delet|remov|lösch|entfern|usuwaj|kasuj|удаляй|删除?)/iu.test(banned))
    return { ...noGuard, commands, removes: paths };
  return { ...noGuard, commands, edits: bannedEdits(banned, verbs, paths) };
};

/** Right after the verb a file in code marks is a gap in the prose: "edit `x.ts`" is no ban on edits as such. */
const bannedEdits = (banned: string, verbs: readonly string[], paths: readonly string[]): Guard['edits'] => {
  const isPlaceNext = paths.length > 0 && /^\p{L}+\s{3,}/u.test(banned);
  if (!isPlaceNext && anyEdit.test(banned.trim())) return 'any';
  if (newDocs.test(banned)) return 'new docs';
  if (newFiles.test(banned)) return 'new files';
  const isEdit = verbs.some(verb => editVerb.test(verb)) || isLeftAlone.test(banned) || editVerb.test(banned);
  if (!isEdit) return null;
  if (paths.length > 0) return paths;
  return testFiles.test(banned) ? 'tests' : null;
};

const askGuard = (words: string): Guard => {
  const commands = [...words.matchAll(/\p{L}+/gu)].flatMap(([verb]) => commandOf(verb.toLowerCase(), words));
  const unique = [...new Set(commands)];
  if (unique.length > 0) return { ...noGuard, commands: unique };
  const dependencies = /\b(?:add|install)\w* .{0,30}(?:dependenc|librar|packages?\b)/i.test(words);
  if (dependencies) return { ...noGuard, dependencies };
  return { ...noGuard, edits: startsWork.test(words) ? 'any' : null };
};

const commandOf = (verb: string, words: string): Command[] => {
  if (/^(?:commit|committ?e|committing|коммить|提交)/.test(verb)) return ['commit'];
  if (/^check$/.test(verb)) return /\bcheck (?:\w+ )?in\b/i.test(words) ? ['commit'] : [];
  if (/^(?:push|пушь|wypychaj|推送)/.test(verb)) return ['push'];
  if (/^merg/.test(verb)) return ['merge'];
  if (/^rebas/.test(verb)) return ['rebase'];
  if (/^deploy/.test(verb)) return ['deploy'];
  if (/^publish/.test(verb)) return ['publish'];
  if (/^(?:run|start|launch)/.test(verb)) return runnable(words);
  return [];
};

const runnable = (words: string): Command[] => {
  if (/\b(?:run|start|launch)\w* (?:the |a |any |up )*(?:dev |development |local )?server\b/i.test(words))
    return ['dev server'];
  if (/\brun\w* (?:the |any |all )*tests?\b/i.test(words)) return ['tests'];
  return [];
};

const checkOf = (act: string): Check | null => {
  if (/\b(?:tests?|test suite|testy|тест\p{L}*)(?!\p{L})|测试/iu.test(act))
    return runs.test(act) ? 'tests' : null;
  if (/\b(?:lint|linter)\b/i.test(act)) return 'lint';
  if (/\btype ?check/i.test(act)) return 'type check';
  return /\b(?:build|compil)/i.test(act) && runs.test(act) ? 'build' : null;
};
const runs =
  /\b(?:run|re-?run|execute|pass\w*|green|compil\w*|build\w*|test|führe?|lass|uruchamiaj|запускай|succeed)\b|运行|跑/iu;

/** What follows one of these is no longer banned. */
const turns =
  /\b(?:but|just|instead|because|until|unless|before|let's|let me|i want|i'll|i will)\b|[.;–—(]|,\s*(?!or\b|and\b|nor\b|(?:creat|install|commit|push|delet|mov|mutat|edit|modif|chang|remov)\w*\b)/i;
const listed = /(?:^|,\s*|\b(?:or|and|nor)\s+|\/\s*)(?:or |and |to )?(\p{L}+)/giu;
const editVerb =
  /^(?:touch|chang|modif|edit|alter|refactor|rewrit|overwrit|reformat|renam|mov|delet|remov|updat|fix|revert|mess|fuck|break|work|ändere|fass|lösche|zmieniaj|ruszaj|dotykaj|modyfikuj|usuwaj|edytuj|меняй|трогай|изменяй|удаляй|редактируй)|(?:ändern|anfassen|verändern|löschen)\s*$|^(?:修改|更改|改动?|动|碰|删除?|编辑)/iu;
const isLeftAlone = /\b(?:alone|untouched|unchanged|intact|as (?:it )?(?:is|they are))\s*$/i;
const anyEdit =
  /^(?:(?:chang|modif|edit|touch|alter)\w*(?: (?:any|the|my|our|existing|other))*(?: (?:thing|anything|code|files?|codebase|source code))?|(?:mak(?:e|ing)|attempt)(?: (?:any|code|other|further))*(?: (?:changes?|edits?|modifications?))(?: to (?:the|any|my) (?:code|files?|codebase))?|(?:code |further )*(?:changes|edits|coding)|tak(?:e|ing)(?: any)? actions?|actions?|do(?: any)? ?(?:thing|work|anything|coding|it)?|(?:attempt to )?implement(?: (?:anything|it|this|that|any code))?|(?:writ(?:e|ing)|cod(?:e|ing))(?: any)?(?: code| files)?|proceed|修改(?:任何)?(?:代码|文件)?)(?:,? (?:or (?:edit|change|modify|write|create)\w* (?:any )?(?:code|files|anything)|yet|now|for now|right now|at this (?:point|stage)|still|beyond .*))*\s*[!.]*$/i;
const newDocs =
  /^(?:creat|writ|add|generat|mak)\w* (?:any |new |extra |more |a |additional |unnecessary )*(?:md|markdown|docs?|documentation|readme|summary|summar\w+)(?: files?| documents?| docs?)?\b/i;
const newFiles =
  /^(?:(?:creat|writ|add|generat|mak)\w* (?:any |new |extra |more |a |additional )*)?(?:temporary |new )?files?\s*(?:,|$|or\b|unless\b)/i;
const testFiles =
  /^(?:touch|chang|modif|edit|alter|fix|rewrit)\w* (?:any |the |existing |our |my |of )*(?:unit |existing )?(?:tests?|specs?|test files?|test cases?|test code)\b(?! \w*(?:id|data|server|env|page|fixture|db)\w*)|^(?:the |all )*tests? (?:alone|untouched|unchanged|as)/i;
const startsWork =
  /\b(?:chang|edit|modif|implement|cod(?:e|ing)\b|writ|proceed|continu|start|begin|tak(?:e|ing) (?:any )?action|no action|do(?:ing)? (?:any|it|this)|do anything|refactor|mak(?:e|ing)|fix|mov(?:e|ing) (?:on|to))\w*/i;
