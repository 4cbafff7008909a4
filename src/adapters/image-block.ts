import type { Block } from '../domain/turn.ts';

type Image = Omit<Extract<Block, { kind: 'image' }>, 'at' | 'sidechain'>;

/** The header of every format stands within so many characters of base64, unless a camera put a preview before it. */
const headChars = 65_536;

/** An image as a log holds it, in base64: how large it is, by the beginning of its bytes. */
export const toImage = (mediaType: string, data: string): Image => ({
  kind: 'image',
  mediaType,
  bytes: Math.floor((data.length * 3) / 4),
  pixels: pixelsOf(Buffer.from(data.slice(0, headChars), 'base64')),
});

type Pixels = { readonly width: number; readonly height: number };

/**
 * Width and height from the header of a PNG, GIF, JPEG or WebP; null for what is none of these, or cut short. Sources:
 * PNG (ISO/IEC 15948) 11.2.2, GIF89a 18, JPEG (ITU-T T.81) B.2.2, WebP (RFC 9649) 2.
 */
export const pixelsOf = (bytes: Buffer): Pixels | null => {
  const pixels = pngPixels(bytes) ?? gifPixels(bytes) ?? jpegPixels(bytes) ?? webpPixels(bytes);
  return pixels && pixels.width > 0 && pixels.height > 0 ? pixels : null;
};

const says = (bytes: Buffer, words: string, at: number): boolean =>
  bytes.toString('latin1', at, at + words.length) === words;

const pngPixels = (bytes: Buffer): Pixels | null =>
  says(bytes, '\u0089PNG', 0) && bytes.length >= 24
    ? { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) }
    : null;

const gifPixels = (bytes: Buffer): Pixels | null =>
  says(bytes, 'GIF8', 0) && bytes.length >= 10
    ? { width: bytes.readUInt16LE(6), height: bytes.readUInt16LE(8) }
    : null;

/** Segments follow each other; the first that starts a frame (C0 to CF, but for tables) holds the size. */
const jpegPixels = (bytes: Buffer): Pixels | null => {
  if (!says(bytes, '\u00ff\u00d8', 0)) return null;
  for (let at = 2; at + 9 <= bytes.length && bytes[at] === 0xff; at += 2 + bytes.readUInt16BE(at + 2)) {
    const marker = bytes[at + 1] ?? 0;
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) return { width: bytes.readUInt16BE(at + 7), height: bytes.readUInt16BE(at + 5) };
  }
  return null;
};

/** Three kinds of it: lossy, lossless, and extended. */
const webpPixels = (bytes: Buffer): Pixels | null => {
  if (!says(bytes, 'RIFF', 0) || !says(bytes, 'WEBP', 8) || bytes.length < 30) return null;
  if (says(bytes, 'VP8 ', 12))
    return { width: bytes.readUInt16LE(26) & 0x3fff, height: bytes.readUInt16LE(28) & 0x3fff };
  if (says(bytes, 'VP8L', 12)) {
    const bits = bytes.readUInt32LE(21);
    return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
  }
  return says(bytes, 'VP8X', 12)
    ? { width: bytes.readUIntLE(24, 3) + 1, height: bytes.readUIntLE(27, 3) + 1 }
    : null;
};
