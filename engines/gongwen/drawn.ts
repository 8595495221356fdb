/** Rules drawn as shapes, as Word and WPS have them in a head: DrawingML (ECMA-376 part 1, 20.1) and VML (part 4). */
import { everyOf, numberIn, within, type XmlNode } from './parts.ts';

/** A rule is at least so many times as long as it is high; the frame of a box is not. */
const FLAT = 20;

/** Colours (`RRGGBB`) of the flat shapes below a node. */
export const drawnRules = (node: XmlNode): string[] => [
  ...[...everyOf(node, 'spPr')].flatMap(colourOfShape),
  ...['line', 'shape', 'rect'].flatMap((name) => [...everyOf(node, name)].flatMap(colourOfVml)),
];

const isFlat = (width: number, height: number): boolean => Math.abs(height) * FLAT <= Math.abs(width);

function colourOfShape(properties: XmlNode): string[] {
  const extent = within(properties, 'xfrm', 'ext');
  if (extent && !isFlat(numberIn(extent, 'cx') ?? 0, numberIn(extent, 'cy') ?? 0)) return [];
  const colour = within(properties, 'ln', 'solidFill', 'srgbClr')?.attributes['val'];
  return colour === undefined ? [] : [colour];
}

function colourOfVml({ name, attributes }: XmlNode): string[] {
  const style = attributes['style'] ?? '';
  const isRule = name === 'line' || isFlat(lengthIn(style, 'width'), lengthIn(style, 'height'));
  const isStroked = !/^f/i.test(attributes['stroked'] ?? '');
  return isRule && isStroked ? [hexOf(attributes['strokecolor'] ?? '')] : [];
}

const MM_PER: Readonly<Record<string, number>> = { mm: 1, cm: 10, in: 25.4, px: 25.4 / 96 };

/** A length of a VML style in millimetres; points where no unit is named. */
function lengthIn(style: string, name: string): number {
  const found = new RegExp(`(?:^|;)\\s*${name}:\\s*(-?[\\d.]+)(\\w*)`).exec(style);
  return Number(found?.[1] ?? 0) * (MM_PER[found?.[2] ?? ''] ?? 25.4 / 72);
}

/** `#FF0000 [3205]`, `#f00` and `red` as `FF0000`; other names are none of a rule's. */
function hexOf(colour: string): string {
  const [first = ''] = colour.trim().replace(/^#/, '').split(/\s/);
  if (first === 'red') return 'FF0000';
  return /^[\da-f]{3}$/i.test(first) ? first.replace(/./g, '$&$&') : first;
}
