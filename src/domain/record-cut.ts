/**
 * How a log falls into records, each handed on as one text: told by the adapter, done by `files/`. What names no line
 * counts records from 0 in the same way.
 */
export type RecordCut =
  /** One line, one record: JSONL and Markdown. */
  | { readonly by: 'line' }
  /**
   * One JSON document. Each of its members is a record `{"name": value}`, and each element of the members named in
   * `lists` is one by itself, `{"name": element}`. Of a document that is a list, each element is a record as it stands.
   */
  | { readonly by: 'member'; readonly lists: readonly string[] };

export const byLine: RecordCut = { by: 'line' };
