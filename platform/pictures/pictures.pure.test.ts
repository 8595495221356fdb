import { crc32, deflateRawSync } from 'node:zlib';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { pictureKind, recodePicture } from './index.ts';

/** A picture as a phone takes it: lying on its side, with the place where it was taken. */
const fromAPhone = (format: 'jpeg' | 'webp' = 'jpeg') =>
  sharp({ create: { width: 640, height: 400, channels: 3, background: '#a8281d' } })
    .withExif({
      IFD0: { Make: 'Handphone', Artist: '岚川 王某', Orientation: '6' },
      IFD3: {
        GPSLatitudeRef: 'N',
        GPSLatitude: '37/1 51/1 0/1',
        GPSLongitudeRef: 'E',
        GPSLongitude: '113/1 34/1 0/1',
      },
    })
    .withXmp('<x:xmpmeta xmlns:x="adobe:ns:meta/"><gps>113.5</gps></x:xmpmeta>')
    .withMetadata({ orientation: 6 })
    .toFormat(format)
    .toBuffer();

describe('a photo', () => {
  test.each(['jpeg', 'webp'] as const)(
    'of a phone (%s) keeps no trace of where and with what it was taken',
    async (format) => {
      const taken = await fromAPhone(format);
      const { exif: before } = await sharp(taken).metadata();
      expect(before?.includes('Handphone')).toBe(true);
      // Tag 0x8825 of TIFF points to the GPS directory.
      expect(before?.includes(Buffer.from([0x25, 0x88]))).toBe(true);
      const { large, thumb } = await recodePicture(taken);
      for (const bytes of [large, thumb]) {
        const { exif, xmp, iptc, orientation } = await sharp(bytes).metadata();
        expect({ exif, xmp, iptc, orientation }).toEqual({});
        expect(Buffer.from(bytes).includes('Exif')).toBe(false);
        expect(Buffer.from(bytes).includes('Handphone')).toBe(false);
      }
    },
  );

  test('is turned upright before the note that said how it lay is thrown away', async () => {
    const { width, height } = await recodePicture(await fromAPhone());
    expect([width, height]).toEqual([400, 640]);
  });

  test('is made small enough for a page, and never larger than it was', async () => {
    const wide = await sharp({ create: { width: 4000, height: 1000, channels: 3, background: '#fff' } })
      .png()
      .toBuffer();
    const { width, height, thumb } = await recodePicture(wide);
    expect([width, height]).toEqual([2560, 640]);
    expect((await sharp(thumb).metadata()).width).toBe(480);
    const small = await sharp({ create: { width: 90, height: 60, channels: 4, background: '#0000' } })
      .png()
      .toBuffer();
    expect(await recodePicture(small)).toMatchObject({ width: 90, height: 60 });
  });
});

describe('what is no photo', () => {
  const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><image href="file:///etc/passwd"/></svg>');
  const heic = Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1');
  test.each([
    ['a drawing that can name files of the server', svg, 'picture/type'],
    ['a workbook', Buffer.from('PK\x03\x04 and so on'), 'picture/type'],
    ['nothing', Buffer.alloc(0), 'picture/type'],
    ['a photo in Apple’s format', heic, 'picture/heic'],
    ['three right bytes and then junk', Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3]), 'picture/damaged'],
  ])('%s is refused in a sentence', async (_what, bytes, code) => {
    await expect(recodePicture(bytes)).rejects.toMatchObject({ code });
  });

  test('a photo that was cut off on its way is refused', async () => {
    const whole = await fromAPhone();
    await expect(recodePicture(whole.subarray(0, whole.length / 2))).rejects.toMatchObject({
      code: 'picture/damaged',
    });
  });

  test('a small file that unfolds to billions of pixels is refused before it is opened', async () => {
    await expect(recodePicture(hugePng(60_000, 60_000))).rejects.toMatchObject({
      code: 'picture/too-many-pixels',
    });
  });

  test('kinds are told by content', async () => {
    expect(pictureKind(await fromAPhone('webp'))).toBe('webp');
    expect(pictureKind(svg)).toBe('other');
  });
});

/** A PNG whose head promises more pixels than any machine holds. */
function hugePng(width: number, height: number): Buffer {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 0, 0, 0, 0], 8);
  const chunk = (type: string, data: Buffer): Buffer => {
    const out = Buffer.alloc(data.length + 12);
    out.writeUInt32BE(data.length, 0);
    out.write(type, 4, 'latin1');
    data.copy(out, 8);
    out.writeUInt32BE(crc32(out.subarray(4, 8 + data.length)), 8 + data.length);
    return out;
  };
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    chunk('IHDR', head),
    chunk('IDAT', deflateRawSync(Buffer.alloc(9))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}
