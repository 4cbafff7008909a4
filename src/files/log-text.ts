/**
 * The bytes of a log as text: UTF-8 with plain line ends, and without the byte order mark when they are its first.
 * A byte that is no UTF-8 becomes `�`.
 */
export const toLogText = (bytes: Buffer, isStart: boolean): string => {
  const text = bytes.toString('utf8', isStart && bytes.indexOf(byteOrderMark) === 0 ? 3 : 0);
  return text.includes('\r') ? text.replaceAll('\r\n', '\n').replace(/\r$/, '') : text;
};

const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf]);
