/** A thing that a rule names. `path` is how a file or folder is compared, null for all that is none. */
export type RuleObject = { readonly text: string; readonly path: string | null };

/**
 * What a rule names: first what is marked as code or quoted, mentioned files and paths; where there is nothing of the
 * kind, the words that follow the verb. `words` is the same stretch with code and quotes blanked.
 */
export const findObjects = (written: string, words: string): RuleObject[] => {
  const named = [...written.matchAll(marked)].map(match => match.groups ?? {});
  const objects = named.flatMap(({ code, quoted, bare }) =>
    toObject((code ?? quoted ?? bare ?? '').trim(), !bare),
  );
  const unique = [...new Map(objects.map(object => [object.text, object])).values()];
  if (unique.length > 0) return unique.slice(0, most);
  const phrase = nounPhrase(words);
  return phrase &&
    !/^(?:it|them|me|us|him|anything|nothing|everything|something|what|one|any)\b/i.test(phrase)
    ? [{ text: phrase, path: wellKnown(phrase) }]
    : [];
};

/** Does an edited path name the object? Paths in a rule are short, those in a log long: the end decides. */
export const isNamed = (object: string, path: string): boolean => {
  const file = normalise(path);
  if (object.startsWith('*.')) return file.endsWith(object.slice(1));
  const name = file.slice(file.lastIndexOf('/') + 1);
  if (object.endsWith('/')) return partsOf(file).includes(object.slice(0, -1));
  if (object === 'lockfile') return lockfiles.test(name);
  if (bareNames.test(object)) return name === object || name.startsWith(`${object}.`);
  return file === object || file.endsWith(`/${object}`) || `/${file}`.includes(`/${object}/`);
};

export const normalise = (path: string): string =>
  path
    .replaceAll('\\', '/')
    .replace(/^(?:@|\.\/|\/)+|\/+$/g, '')
    .toLowerCase();

/** The folders of a path, and the file's name without what follows a dot. */
const partsOf = (file: string): string[] => file.split('/').map(part => part.split('.')[0] || part);

const most = 5;
const longest = 80;
const extensions =
  /\.(?:[cm]?[jt]sx?|json[c5l]?|md|mdx|rst|txt|ya?ml|toml|ini|cfg|conf|env|lock|py|ipynb|go|rs|java|kts?|swift|rb|php|cs|csproj|sln|props|cpp|cc|c|h|hpp|m|mm|vue|svelte|astro|html?|s?css|less|sql|sh|bash|zsh|ps1|bat|xml|svg|png|jpe?g|proto|graphql|tf|dart|lua|ex|exs|erl|hs|scala|r|jl|gradle|mod|sum)$/i;
const marked =
  /`(?<code>[^`\n]{1,80})`|"(?<quoted>[^"\n]{1,80})"|(?<bare>@?(?:[\w.~@-]+[\\/])*[\w.-]*\.[A-Za-z]\w{0,7}\b|@[\w.-]+[\\/][\w.\\/-]*|(?<![\w/])(?:\.{1,2}\/|~\/|\/)?[\w.-]+\/(?:[\w.-]+\/)*(?=[\s,.;:)]|$)|(?<![\w/])[\w.-]{3,}\/[\w./-]*\w{3,})/g;
const lockfiles =
  /^(?:package-lock\.json|npm-shrinkwrap\.json|yarn\.lock|pnpm-lock\.yaml|bun\.lockb?|cargo\.lock|poetry\.lock|uv\.lock|go\.sum|gemfile\.lock|composer\.lock)$/;
const bareNames = /^(?:readme|changelog|license|dockerfile|makefile|claude|agents)$/;

const toObject = (text: string, isMarked: boolean): RuleObject[] => {
  if (text.length < 2 || text.length > longest || /^(?:e\.g|i\.e|etc)\b/i.test(text)) return [];
  const isPath = !/\s/.test(text) && (/[\\/]/.test(text) || isFile(text));
  if (!isPath && !isMarked) return [];
  return [{ text, path: isPath ? normalise(text) : null }];
};

/** `.env` is a file, `.js` a kind of files. */
const isFile = (text: string): boolean =>
  text.startsWith('.') && !text.slice(1).includes('.')
    ? text === '.env' || !extensions.test(text)
    : extensions.test(text);

const nounPhrase = (words: string): string => {
  const [, rest = ''] = /^[\p{L}'-]+\s+(.*)$/su.exec(words.trim()) ?? [];
  const [head = ''] = rest.split(
    /[^\p{L}\p{N}\s_'-]|\b(?:until|unless|before|after|when|while|without|because|so|but|just|only|yet|in|on|at|for|to|that|which|if|and|or|as|alone|untouched|unchanged|intact)\b/u,
  );
  return head
    .replace(
      /^(?:\s*\b(?:the|an?|any|my|our|your|this|that|these|those|all|with|up|more|new|other|only|out)\b)+/i,
      '',
    )
    .trim()
    .split(/\s+/)
    .slice(0, 4)
    .join(' ');
};

/** Files that go by a word; `tax/` for "the tax code": whatever lies in a place of that name. */
const wellKnown = (phrase: string): string | null => {
  const word = phrase.toLowerCase();
  if (/^(?:package )?lock ?files?$/.test(word)) return 'lockfile';
  const name = /^(readme|changelog|license|dockerfile|makefile)(?: file)?$/.exec(word);
  if (name?.[1]) return name[1];
  const area = /^(\w{3,}) (?:code|modules?|folder|directory|package|component|layer|files?)$/.exec(word)?.[1];
  return area && !/^(?:source|test|tests|config|existing|main|current|whole|entire|shared|common)$/.test(area)
    ? `${area}/`
    : null;
};
