import { expect, test } from 'vitest';
import { pixelsOf, toImage } from '../../src/adapters/image-block.ts';

const bytes = (...parts: (string | readonly number[])[]): Buffer =>
  Buffer.concat(
    parts.map(part => (typeof part === 'string' ? Buffer.from(part, 'latin1') : Buffer.from(part))),
  );
const zeros = (count: number): readonly number[] => new Array<number>(count).fill(0);

const png = bytes('\u0089PNG\r\n\u001a\n', [0, 0, 0, 13], 'IHDR', [0, 0, 5, 0], [0, 0, 2, 208], zeros(5));

test.each([
  ['PNG', png, { width: 1280, height: 720 }],
  ['GIF', bytes('GIF89a', [64, 1, 200, 0], zeros(3)), { width: 320, height: 200 }],
  [
    'JPEG',
    bytes(
      [0xff, 0xd8, 0xff, 0xe0, 0, 4, 0, 0, 0xff, 0xc4, 0, 3, 0, 0xff, 0xc2, 0, 17, 8, 2, 88, 3, 32],
      zeros(9),
    ),
    { width: 800, height: 600 },
  ],
  [
    'lossy WebP',
    bytes('RIFF', zeros(4), 'WEBPVP8 ', zeros(10), [144, 1, 44, 1]),
    { width: 400, height: 300 },
  ],
  [
    'lossless WebP',
    bytes('RIFF', zeros(4), 'WEBPVP8L', zeros(5), [0x8f, 0xc1, 0x4a, 0], zeros(6)),
    { width: 400, height: 300 },
  ],
  [
    'extended WebP',
    bytes('RIFF', zeros(4), 'WEBPVP8X', zeros(8), [143, 1, 0, 43, 1, 0]),
    { width: 400, height: 300 },
  ],
])('a %s says its size in its first bytes', (_, image, pixels) => {
  expect(pixelsOf(image)).toEqual(pixels);
  expect(toImage('image/x', image.toString('base64')).pixels).toEqual(pixels);
});

test('what is no image, or cut anywhere, has no size and does not throw', () => {
  expect(toImage('image/png', 'not base64 at all').pixels).toBeNull();
  for (let length = 0; length < png.length - 5; length += 1)
    expect(pixelsOf(png.subarray(0, length))).toBeNull();
  expect(pixelsOf(bytes([0xff, 0xd8, 0xff, 0xe0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]))).toBeNull();
});
