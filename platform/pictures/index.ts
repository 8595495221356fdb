/**
 * Pictures people upload: told apart by their content, turned upright, and written anew, so that where and
 * with what they were taken (EXIF, GPS, XMP, embedded previews) never reaches the disk.
 */
import sharp from 'sharp';
import { refusePlatform } from '../refuse/platform.refusals.ts';

export interface Recoded {
  /** JPEG, at most `longestEdge` pixels long, without metadata. */
  large: Uint8Array;
  /** JPEG for lists, at most `thumbEdge` pixels long. */
  thumb: Uint8Array;
  /** Of `large`, in pixels. */
  width: number;
  height: number;
}

const longestEdge = 2560;
const thumbEdge = 480;
/** 100 megapixels: more than any phone takes, and at most 400 MB while it is open. */
const mostPixels = 100e6;
/** Two at a time: each holds its pixels in memory, and the machine has others to serve. */
const mostAtOnce = 2;
sharp.concurrency(1);
sharp.cache(false);

export type PictureKind = 'jpeg' | 'png' | 'webp' | 'heic' | 'other';

const textAt = (bytes: Uint8Array, from: number, length: number): string =>
  String.fromCharCode(...bytes.subarray(from, from + length));

/** By the first bytes. sharp itself would also open SVG, which can name files of the server. */
export function pictureKind(bytes: Uint8Array): PictureKind {
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return 'jpeg';
  if (bytes[0] === 0x89 && textAt(bytes, 1, 3) === 'PNG') return 'png';
  if (textAt(bytes, 0, 4) === 'RIFF' && textAt(bytes, 8, 4) === 'WEBP') return 'webp';
  const brand = textAt(bytes, 8, 4);
  if (textAt(bytes, 4, 4) === 'ftyp' && /^(hei[cmsx]|hev[cmx]|mif1|msf1)$/.test(brand)) return 'heic';
  return 'other';
}

/**
 * Writes a picture anew in two sizes.
 * Refuses with `picture/type`, `picture/heic`, `picture/damaged` or `picture/too-many-pixels`.
 * Cost: a 12-megapixel photo takes about 0.4 s of one core.
 */
export async function recodePicture(bytes: Uint8Array): Promise<Recoded> {
  const kind = pictureKind(bytes);
  // HEVC is under patents, and the prebuilt sharp comes without it.
  if (kind === 'heic') throw refusePlatform('picture/heic');
  if (kind === 'other') throw refusePlatform('picture/type');
  return oneOfFew(() => recode(bytes));
}

async function recode(bytes: Uint8Array): Promise<Recoded> {
  const open = () => sharp(bytes, { limitInputPixels: mostPixels, failOn: 'error', pages: 1 }).rotate();
  try {
    const large = await open()
      .resize(longestEdge, longestEdge, { fit: 'inside', withoutEnlargement: true })
      .flatten({ background: '#ffffff' })
      .jpeg({ quality: 82, progressive: true })
      .toBuffer({ resolveWithObject: true });
    const thumb = await sharp(large.data)
      .resize(thumbEdge, thumbEdge, { fit: 'inside', withoutEnlargement: true })
      .jpeg({ quality: 74, progressive: true })
      .toBuffer();
    return { large: large.data, thumb, width: large.info.width, height: large.info.height };
  } catch (error) {
    const tooMany = /pixel limit/i.test((error as Error).message);
    throw refusePlatform(tooMany ? 'picture/too-many-pixels' : 'picture/damaged', {
      limit: mostPixels / 1e6,
    });
  }
}

let nOpen = 0;
const waiting: (() => void)[] = [];

async function oneOfFew<T>(work: () => Promise<T>): Promise<T> {
  if (nOpen >= mostAtOnce) await new Promise<void>((resolve) => waiting.push(resolve));
  else nOpen += 1;
  try {
    return await work();
  } finally {
    // The place goes to the next in line, or becomes free.
    const next = waiting.shift();
    if (next) next();
    else nOpen -= 1;
  }
}
