import type { FileEdit } from '../domain/tool-call.ts';

const block =
  /^(?:<{5,}|-{5,}) SEARCH>?[ \t]*\r?\n(?::start_line:\s*\d+\s*\r?\n)?(?:(?::end_line:\s*\d+\s*\r?\n)?-{5,}\r?\n)?([\s\S]*?)^={5,}[ \t]*\r?\n([\s\S]*?)^(?:>{5,}|\+{5,}) REPLACE/gm;

/** The edits of SEARCH/REPLACE blocks, as Cline and its kin write them, with arrows or with dashes and plus signs. */
export const searchReplaceEdits = (text: string, path: string): readonly FileEdit[] =>
  [...text.matchAll(block)].map(([, before = '', after = '']) => ({
    path,
    before: before.replace(/\r?\n$/, ''),
    after: after.replace(/\r?\n$/, ''),
  }));
