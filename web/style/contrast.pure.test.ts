/// <reference types="node" />
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8');
const [light, dark] = css.split('@media screen and (prefers-color-scheme: dark)') as [string, string];
const coloursOf = (text: string): Record<string, string> =>
  Object.fromEntries(
    [...text.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map(([, name, colour]) => [name, colour]),
  );

/** WCAG 2.2, relative luminance and contrast ratio. */
function luminance(colour: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
function contrast(one: string, other: string): number {
  const [a, b] = [luminance(one), luminance(other)];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

const grounds = ['paper', 'paper-2', 'surface'];
const texts = ['ink', 'ink-2', 'ink-3', 'cinnabar', 'pine', 'indigo', 'ochre'];
const pairs = [
  ...texts.flatMap((text) => grounds.map((ground) => [text, ground] as const)),
  ...['ink', 'ink-2', 'cinnabar'].map((text) => [text, 'cinnabar-wash'] as const),
  ...['ink', 'pine', 'indigo'].map((text) => [text, 'pine-wash'] as const),
  ['on-seal', 'seal'],
  ['paper', 'ink'],
  ...['rest', 'some', 'much', 'accent'].map((tone) => [`on-share-${tone}`, `share-${tone}`] as const),
  ['on-share-accent', 'share-accent-2'],
  ...[0, 1, 2, 3, 4].map((step) => ['on-heat-low', `heat-${step}`] as const),
  ...[5, 6, 7].map((step) => ['on-heat-high', `heat-${step}`] as const),
] as const;

describe.each([
  ['light', coloursOf(light)],
  ['dark', { ...coloursOf(light), ...coloursOf(dark) }],
])('%s', (_name, colours) => {
  test.each(pairs)('%s can be read on %s (4.5:1)', (text, ground) => {
    expect(contrast(colours[text]!, colours[ground]!)).toBeGreaterThanOrEqual(4.5);
  });

  test.each(grounds)('borders of controls and the focus are seen on %s (3:1)', (ground) => {
    for (const line of ['edge', 'focus'])
      expect(contrast(colours[line]!, colours[ground]!)).toBeGreaterThanOrEqual(3);
  });

  test('steps of heat fall or rise all one way, so grey print keeps their order', () => {
    const steps = Array.from({ length: 8 }, (_, i) => luminance(colours[`heat-${i}`]!));
    const ways = new Set(steps.slice(1).map((step, i) => Math.sign(step - steps[i]!)));
    expect(ways.size).toBe(1);
  });

  test('neighbouring parts of a ladder are told apart in grey (1.7:1)', () => {
    for (const [a, b] of [
      ['rest', 'some'],
      ['some', 'much'],
      ['rest', 'much'],
      ['rest', 'accent'],
    ])
      expect(contrast(colours[`share-${a}`]!, colours[`share-${b}`]!)).toBeGreaterThanOrEqual(1.7);
  });
});
