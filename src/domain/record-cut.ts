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
  | { readonly by: 'member'; readonly lists: readonly string[] }
  | RowCut
  | RowDocumentCut
  | FilesCut;

/** A SQLite database of many sessions: each row that makes up one is a record, an object of its columns. */
export type RowCut = {
  readonly by: 'row';
  /** Selects `id` of each session, and `at`: when it last changed, in ms since 1970, or null. */
  readonly sessions: string;
  /** Selects the `key` of each record of the session `:id`, in order. */
  readonly keys: string;
  /** Selects the record with the key `:key`. */
  readonly record: string;
};

/**
 * A SQLite database that keeps each session whole, as one JSON document in a row, plain or packed with zstd. It falls into
 * records as by `member`; the other columns of the row come before, as the member `row`.
 */
export type RowDocumentCut = {
  readonly by: 'row-document';
  /** As in `RowCut`. */
  readonly sessions: string;
  /** Selects the row of the session `:id`, its document as `document`. */
  readonly row: string;
  readonly lists: readonly string[];
};

/**
 * A session that is spread over files: the log itself, and those in the folders below it. Each is a record
 * `{"kind", "id", "data"}`: the kind that is said here, the file's name without its ending, and its text.
 */
export type FilesCut = {
  readonly by: 'files';
  /** The kind of the log itself, which is the first record. */
  readonly kind: string;
  readonly below: FolderCut | null;
};

/** The files of a folder, in the order of their names. */
export type FolderCut = {
  readonly kind: string;
  /** `*` in it stands for the `id` of the file above, or for that file's name where it tells none. */
  readonly folder: string;
  /** What stands below each file, and so before it; its records say of the file above what `tells` names. */
  readonly below: (FolderCut & { readonly tells: readonly string[] }) | null;
};

export const byLine: RecordCut = { by: 'line' };
