/** Languages by the ending of a file's name, where it is not the name or an alias that the highlighter knows itself. */
const byEnding: Readonly<Record<string, string>> = {
  tsx: 'typescript',
  mts: 'typescript',
  cts: 'typescript',
  jsx: 'javascript',
  mjs: 'javascript',
  cjs: 'javascript',
  jsonl: 'json',
  jsonc: 'json',
  vue: 'xml',
  svelte: 'xml',
  svg: 'xml',
  h: 'c',
  hpp: 'cpp',
  pyi: 'python',
  zsh: 'bash',
  toml: 'ini',
  cfg: 'ini',
  env: 'ini',
  patch: 'diff',
  mdx: 'markdown',
};
const byName: Readonly<Record<string, string>> = { makefile: 'makefile', gemfile: 'ruby', rakefile: 'ruby' };

/** The language of a file as the highlighter names it, by the file's name; '' where the name does not tell. */
export const languageOf = (path: string): string => {
  const name = /[^/\\]*$/.exec(path.trim())?.[0].toLowerCase() ?? '';
  const known = byName[name];
  if (known) return known;
  const ending = /\.([a-z0-9+#]{1,12})$/.exec(name)?.[1] ?? '';
  return byEnding[ending] ?? ending;
};
