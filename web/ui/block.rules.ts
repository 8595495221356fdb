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
 * Circles of area by headcount on an ellipse, first at the top, clockwise. A name that does not
 * fit in its circle stands outside, away from the middle. Sizes in px; `em` is the type size.
 */
export function placeBlocks(
  blocks: readonly Block[],
  width: number,
  height: number,
  em: number,
): PlacedBlock[] {
  const most = Math.max(1, ...blocks.map(({ size }) => size));
  const largest = Math.min(width, height * 1.3) * (blocks.length > 7 ? 0.085 : 0.11);
  const radius = (size: number): number => Math.max(0.75 * em, largest * Math.sqrt(size / most));
  const rim = Math.max(largest, 1.5 * em);
  // Outside names need room at both sides.
  const names = Math.max(
    0,
    ...blocks.filter((one) => !fits(one, radius(one.size), em)).map((one) => textWidth(one.name, em)),
  );
  const rx = width / 2 - Math.max(rim, largest * 0.6 + Math.min(names + 0.5 * em, width * 0.2)) - 2;
  const ry = height / 2 - rim - 1.4 * em;
  return blocks.map((block, i) => {
    const angle = -Math.PI / 2 + (i * 2 * Math.PI) / blocks.length;
    const [x, y] = [width / 2 + rx * Math.cos(angle), height / 2 + ry * Math.sin(angle)];
    const r = radius(block.size);
    return { ...block, x, y, r, inside: fits(block, r, em), ...labelAt(x, y, r, angle, em) };
  });
}

const fits = (block: Block, r: number, em: number): boolean =>
  textWidth(block.name, em) <= 1.75 * r && r >= 1.35 * em;

function labelAt(x: number, y: number, r: number, angle: number, em: number) {
  const [across, down] = [Math.cos(angle), Math.sin(angle)];
  const anchor = across > 0.35 ? 'start' : across < -0.35 ? 'end' : 'middle';
  if (anchor === 'middle')
    return { labelX: x, labelY: down < 0 ? y - r - 1.5 * em : y + r + 1.15 * em, anchor } as const;
  return { labelX: x + Math.sign(across) * (r + 0.4 * em), labelY: y, anchor } as const;
}
