/** What a session file of an older version holds: checked only after it was brought up to date. */
type Fields = Readonly<Record<string, unknown>>;

/**
 * One step a version: the first makes version 2 of version 1. A change of what stands on file is one more step here and
 * a change of the schema in session-file.ts, which knows the newest version alone. A step drops nothing.
 */
const steps: readonly ((file: Fields) => Fields)[] = [
  // Version 2: reviews of episodes say why one was rejected; the files of the first days have no reviews of turns.
  file => ({
    ...file,
    reviews: mapFields(file.reviews, decisions =>
      Array.isArray(decisions)
        ? decisions.map(decision => (isFields(decision) ? { reason: null, ...decision } : decision))
        : decisions,
    ),
    pushbackReviews: file.pushbackReviews ?? {},
  }),
  // Version 3: marks stand by turn, each with what it was before. Until then there was a list that no pushback filled.
  file => ({
    ...file,
    marks: {},
    ...(Array.isArray(file.marks) && file.marks.length > 0 ? { formerMarks: file.marks } : {}),
  }),
  // Version 4: runs may hold labels of turns, and failures in giving them, which an older program would take for a torn file.
  file => file,
];

/** The version of the session files that this program writes. */
export const fileVersion = steps.length + 1;

/** The version that a file states; null when it states none that there ever was. */
export const versionOf = (value: unknown): number | null =>
  isFields(value) && Number.isInteger(value.version) && Number(value.version) > 0
    ? Number(value.version)
    : null;

/** A file as this version would have written it; what states no version or a newer one is handed back as it is. */
export const upgrade = (value: unknown): unknown => {
  const version = versionOf(value);
  if (version === null || version > fileVersion || !isFields(value)) return value;
  return {
    ...steps.slice(version - 1).reduce((file, step) => step(file), value),
    version: fileVersion,
  };
};

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const mapFields = (value: unknown, change: (field: unknown) => unknown): unknown =>
  isFields(value)
    ? Object.fromEntries(Object.entries(value).map(([name, field]) => [name, change(field)]))
    : value;
