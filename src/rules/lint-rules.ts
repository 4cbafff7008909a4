/** What a linter forbids as well: how a rule speaks of it, how code that breaks it looks, and what linters call it. */
export type LintRule = {
  readonly about: RegExp;
  /** Source of a pattern over lines that an edit adds. */
  readonly adds: string;
  readonly biome: readonly [group: string, name: string];
  readonly eslint: string;
};

/** Sources: biomejs.dev/linter/rules, eslint.org/docs/rules and typescript-eslint.io/rules. */
export const lintRules: readonly LintRule[] = [
  {
    about: /\bconsole[. ]?logs?\b|\bconsole\.\w+/i,
    adds: '\\bconsole\\.\\w+\\(',
    biome: ['suspicious', 'noConsole'],
    eslint: 'no-console',
  },
  {
    about: /\bdefault exports?\b|\bexport default\b/i,
    adds: '^\\s*export default\\b',
    biome: ['style', 'noDefaultExport'],
    eslint: 'import/no-default-export',
  },
  {
    about: /`any`|\bas any\b|\bany types?\b|\btype any\b|\bexplicit any\b/i,
    adds: ':\\s*any\\b|\\bas any\\b|<any[,>]',
    biome: ['suspicious', 'noExplicitAny'],
    eslint: '@typescript-eslint/no-explicit-any',
  },
  {
    about: /\bts-(?:ignore|nocheck|expect-error)\b/i,
    adds: '@ts-(?:ignore|nocheck)\\b',
    biome: ['suspicious', 'noTsIgnore'],
    eslint: '@typescript-eslint/ban-ts-comment',
  },
  {
    about: /\bnon-?null assertions?\b/i,
    adds: '[\\w)\\]]!(?:[.;,)\\]]|$)',
    biome: ['style', 'noNonNullAssertion'],
    eslint: '@typescript-eslint/no-non-null-assertion',
  },
  {
    about: /\bbarrel files?\b/i,
    adds: '^\\s*export \\* from ',
    biome: ['performance', 'noBarrelFile'],
    eslint: 'barrel-files/avoid-barrel-files',
  },
  {
    about: /`var`|\bvar declarations?\b/i,
    adds: '^\\s*var\\s',
    biome: ['suspicious', 'noVar'],
    eslint: 'no-var',
  },
];
