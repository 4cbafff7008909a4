const noise =
  /^\{(?:"parentUuid":[^{}]{0,80},"isSidechain":(?:true|false),[^{}]{0,400})?"type":"(progress|file-history-snapshot)"/;
const namedSkips = new Set([
  'progress',
  'file-history-snapshot',
  'last-prompt',
  'permission-mode',
  'mode',
  'pr-link',
  'bridge-session',
  'agent-name',
]);
const notedSystem = /^(?:compact_boundary|microcompact_boundary|api_error|informational)$/;

/**
 * The type of a line that only repeats what others say, told by its first 600 characters, so that megabytes of such
 * lines are never parsed; undefined for every other line.
 */
export const noiseType = (line: string): string | undefined => {
  const start = line.slice(0, 600);
  // The pattern looks at each of the characters, and most lines are no noise.
  const mayBe = start.includes('"type":"progress"') || start.includes('"type":"file-history-snapshot"');
  return mayBe ? noise.exec(start)?.[1] : undefined;
};

/** The name under which a record that no turn holds is counted: its type, marked where no known build writes it. */
export const skipName = (type: string): string =>
  namedSkips.has(type) ? type : `unknown:${type.slice(0, 40)}`;

/** Is this `system` record worth a line of its turn? */
export const isNotedSystem = (subtype: string): boolean => notedSystem.test(subtype);
