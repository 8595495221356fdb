/**
 * Sealed tokens as QR codes that a photograph can be read of. Measured with jsqr: up to 640 characters (89 modules) codes
 * were read tilted by 14 degrees, sheared and blurred, at every size from 700 to 2,400 pixels; with the 1,900 of a whole
 * token (149 modules) half of them were not.
 */
const longest = 600;
const part = /^W(\d+)\.(\d+)\.(\d+)_([\w-]+)$/;

/** Each text cut into parts that know their place: `W1.2.4_…` is the second of four of the first text. */
export const cutIntoCodes = (texts: readonly string[]): string[] =>
  texts.flatMap((text, of) => {
    const n = Math.ceil(text.length / longest);
    return Array.from(
      { length: n },
      (_, at) => `W${of + 1}.${at + 1}.${n}_${text.slice(at * longest, (at + 1) * longest)}`,
    );
  });

export interface ReadCodes {
  /** Texts that are whole, in the order of their numbers; then lines that are no part of anything. */
  texts: string[];
  /** Parts there are, and parts there should be of the texts begun. */
  nRead: number;
  nAll: number;
}

/** Parts in any order, read once or twice, among other lines. */
export function joinCodes(lines: readonly string[]): ReadCodes {
  const found = new Map<string, Map<number, string>>();
  const others: string[] = [];
  for (const line of lines) {
    const [, of, at, n, body] = part.exec(line) ?? [];
    if (body === undefined) others.push(line);
    else found.set(`${of}.${n}`, (found.get(`${of}.${n}`) ?? new Map()).set(Number(at), body));
  }
  const begun = [...found]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, parts]) => ({ n: Number(key.split('.')[1]), parts }));
  const whole = begun.filter(({ n, parts }) => parts.size === n);
  return {
    texts: [
      ...whole.map(({ n, parts }) => Array.from({ length: n }, (_, at) => parts.get(at + 1) ?? '').join('')),
      ...others,
    ],
    nRead: begun.reduce((sum, { parts }) => sum + parts.size, 0),
    nAll: begun.reduce((sum, { n }) => sum + n, 0),
  };
}
