type Read = (pixels: Uint8ClampedArray, width: number, height: number) => { data: string } | null;

/** The text of a QR code on a photograph; null where there is none. Its reader is loaded when first needed. */
export async function codeOn(picture: File): Promise<string | null> {
  const image = await createImageBitmap(picture);
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [image.width, image.height];
  const pen = canvas.getContext('2d')!;
  pen.drawImage(image, 0, 0);
  const { data, width, height } = pen.getImageData(0, 0, image.width, image.height);
  // The package is CommonJS: bundlers wrap its default once more or not.
  const { default: found } = (await import('jsqr')) as unknown as { default: Read | { default: Read } };
  const read = typeof found === 'function' ? found : found.default;
  return read(data, width, height)?.data || null;
}
