type Read = (pixels: Uint8ClampedArray, width: number, height: number) => { data: string } | null;

/** Longer sides in pixels at which a photograph is tried: a code that is lost at one is often found at another. */
const sides = [1600, 2400, 1000];

/** The text of a QR code among RGBA pixels; null where there is none. Its reader is loaded when first needed. */
export async function readPixels(
  pixels: Uint8ClampedArray,
  width: number,
  height: number,
): Promise<string | null> {
  // The package is CommonJS: bundlers wrap its default once more or not.
  const { default: found } = (await import('jsqr')) as unknown as { default: Read | { default: Read } };
  const read = typeof found === 'function' ? found : found.default;
  return read(pixels, width, height)?.data || null;
}

/** The text of a QR code on a photograph. */
export async function codeOn(picture: File): Promise<string | null> {
  const image = await createImageBitmap(picture);
  const whole = Math.max(image.width, image.height);
  for (const side of new Set(sides.map((most) => Math.min(most, whole)))) {
    const [width, height] = [image.width, image.height].map((one) => Math.round((one * side) / whole)) as [
      number,
      number,
    ];
    const found = await readPixels(pixelsOf(image, width, height), width, height);
    if (found) return found;
  }
  return null;
}

function pixelsOf(image: ImageBitmap, width: number, height: number): Uint8ClampedArray {
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [width, height];
  const pen = canvas.getContext('2d', { willReadFrequently: true })!;
  pen.drawImage(image, 0, 0, width, height);
  return pen.getImageData(0, 0, width, height).data;
}
