/** QR codes: drawn as one path, read from a picture. */
import { encode } from 'uqr';

export interface QrPath {
  /** Side of the square in modules, with the quiet zone of four around it (ISO/IEC 18004). */
  size: number;
  d: string;
}

const quiet = 4;

/** As an SVG path; error correction M (15 %), so that a crease or a thumb does no harm. */
export function qrPath(text: string): QrPath {
  const { data, size } = encode(text, { ecc: 'M', border: 0 });
  const runs = data.flatMap((row, y) =>
    row.map((dark, x) => (dark ? `M${x + quiet} ${y + quiet}h1v1h-1z` : '')).filter(Boolean),
  );
  return { size: size + 2 * quiet, d: runs.join('') };
}

type Read = (pixels: Uint8ClampedArray, width: number, height: number) => { data: string } | null;

/** The text of a QR code in a picture; null where there is none. Loads its reader when first needed. */
export async function readCode({ data, width, height }: ImageData): Promise<string | null> {
  // The package is CommonJS: bundlers wrap its default once more or not.
  const { default: found } = (await import('jsqr')) as unknown as { default: Read | { default: Read } };
  const read = typeof found === 'function' ? found : found.default;
  return read(data, width, height)?.data || null;
}
