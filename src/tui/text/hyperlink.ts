import supportsHyperlinks from 'supports-hyperlinks';
import { isColourless } from '../theme.ts';

const schemes = new Set(['http:', 'https:', 'mailto:', 'file:']);
const longest = 2000;

/** Can this terminal make text a link (OSC 8)? Without colour nothing but text is printed. */
export const hasHyperlinks = (): boolean => supportsHyperlinks.stdout && !isColourless();

/** The address of a link of a log, made safe to send to a terminal; undefined where it is of no kind that may be opened. */
export const toAddress = (text: string): string | undefined => {
  if (text.length > longest || !URL.canParse(text)) return undefined;
  const { protocol, host, href } = new URL(text);
  // A file of another host would be fetched from it, with the person's name.
  if (!schemes.has(protocol) || (protocol === 'file:' && host !== '')) return undefined;
  return /^[\x21-\x7e]+$/.test(href) ? href : undefined;
};

/** Text that leads to an address of `toAddress`, as OSC 8 writes it. */
export const hyperlink = (text: string, address: string): string =>
  `\u001b]8;;${address}\u0007${text}\u001b]8;;\u0007`;
