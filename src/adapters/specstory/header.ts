/** A header line at column 0 starts a message, whatever fence or details block it seems to stand in. */
export const headerLine = /^_\*\*(User|Assistant|Agent)( - sidechain)?(?: \((.*)\))?\*\*_\s*$/;
/** The line that stands for a stop by the developer. */
export const interruptLine = /^\[Request interrupted by user/;

/** A UTC time written as SpecStory writes it in any layout; without the groups of a local time. */
export const stamp = /(\d{4}-\d{2}-\d{2})[T _](\d{2})[:-](\d{2})(?:[:-](\d{2}(?:\.\d+)?))?Z/;

export const toTime = (text: string): string | null => {
  const found = stamp.exec(text);
  return found ? `${found[1]}T${found[2]}:${found[3]}:${found[4] ?? '00'}Z` : null;
};

/** The model that a header's parentheses name, '' when they hold a time alone. */
export const toModel = (detail: string): string =>
  detail
    .replace(stamp, '')
    .replace(/^model /, '')
    .replace(/, mode .*$/, '')
    .trim();
