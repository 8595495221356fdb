/** Where the circles of a block picture stand, how large they are, and where their names go. */
export interface Block {
  id: string;
  name: string;
  /** Headcount. */
  size: number;
}

export interface PlacedBlock extends Block {
  x: number;
  y: number;
  r: number;
  inside: boolean;
  labelX: number;
  labelY: number;
  anchor: 'start' | 'middle' | 'end';
}

/** Latin letters take about 0.56 of the square that a Chinese character fills. */
export const textWidth = (text: string, em: number): number =>
  em * [...text].reduce((sum, sign) => sum + (sign.charCodeAt(0) > 0x2e80 ? 1 : 0.56), 0);

/**
 * Circles of area by headcount on an ellipse, first at the top, clockwise, shrunk together until
 * none touches another. A name that does not fit in its circle stands outside, away from the
 * middle. Sizes in px; `em` is the type size.
 */
export function placeBlocks(
  blocks: readonly Block[],
  width: number,
  height: number,
  em: number,
): PlacedBlock[] {
  const most = Math.max(1, ...blocks.map(({ size }) => size));
  const largest = Math.min(width, height) * 0.145;
  const wished = blocks.map(({ size }) => Math.max(0.75 * em, largest * Math.sqrt(size / most)));
  const outside = blocks.map((block, i) => !fits(block, wished[i]!, em));
  const names = Math.max(0, ...blocks.filter((_, i) => outside[i]).map(({ name }) => textWidth(name, em)));
  const rx = width / 2 - Math.max(largest, Math.min(names + 1.4 * em, width * 0.26)) - 2;
  const ry = height / 2 - Math.max(largest, outside[0] ? 3.4 * em : 0) - 2;
  const places = blocks.map((_, i) => {
    const angle = -Math.PI / 2 + (i * 2 * Math.PI) / blocks.length;
    return { angle, x: width / 2 + rx * Math.cos(angle), y: height / 2 + ry * Math.sin(angle) };
  });
  const shrink = roomFor(places, wished, em);
  return blocks.map((block, i) => {
    const { x, y, angle } = places[i]!;
    const r = wished[i]! * shrink;
    return { ...block, x, y, r, inside: fits(block, r, em), ...labelAt(x, y, r, angle, em) };
  });
}

/** The factor at which the two circles nearest to each other still leave a gap of one em. */
function roomFor(places: readonly { x: number; y: number }[], radii: readonly number[], em: number): number {
  let factor = 1;
  for (const [i, a] of places.entries())
    for (const [j, b] of places.entries())
      if (i < j) factor = Math.min(factor, (Math.hypot(a.x - b.x, a.y - b.y) - em) / (radii[i]! + radii[j]!));
  return Math.max(0.3, factor);
}

const fits = (block: Block, r: number, em: number): boolean =>
  textWidth(block.name, em) <= 1.6 * r && r >= 1.6 * em;

function labelAt(x: number, y: number, r: number, angle: number, em: number) {
  const [across, down] = [Math.cos(angle), Math.sin(angle)];
  const anchor = across > 0.35 ? 'start' : across < -0.35 ? 'end' : 'middle';
  if (anchor === 'middle')
    return { labelX: x, labelY: down < 0 ? y - r - 1.5 * em : y + r + 1.15 * em, anchor } as const;
  return { labelX: x + Math.sign(across) * (r + 0.4 * em), labelY: y, anchor } as const;
}
