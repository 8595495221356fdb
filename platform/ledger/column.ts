/**
 * One attribute of many facts. Each different value is held once and each fact holds its place, so that whether a value
 * meets a condition is decided once per value and looked up per fact.
 */
export class Column {
  /** Of each row the place of its value; 0: it has none. */
  #places: Int32Array;
  readonly #values: unknown[] = [null];
  readonly #known = new Map<unknown, number>();
  /** Rows by the place of their value, of the first `n` rows; made when first asked for. */
  #index: { n: number; ends: Int32Array; rows: Int32Array } | null = null;

  constructor(capacity: number) {
    this.#places = new Int32Array(capacity);
  }

  grow(capacity: number): void {
    const places = new Int32Array(capacity);
    places.set(this.#places);
    this.#places = places;
  }

  /** `value`: as JSON has it; null and undefined are no value. */
  set(row: number, value: unknown): void {
    if (value === null || value === undefined) return;
    // Lists are told apart from texts that look like them.
    const key = typeof value === 'object' ? `\0${JSON.stringify(value)}` : value;
    let place = this.#known.get(key);
    if (place === undefined) {
      place = this.#values.push(value) - 1;
      this.#known.set(key, place);
    }
    this.#places[row] = place;
  }

  at(row: number): unknown {
    return this.#values[this.#places[row]!];
  }

  /** Those of the first `n` rows that hold this text or number, in ascending order. */
  rowsWith(value: string | number, n: number): Int32Array {
    const place = this.#known.get(value);
    if (place === undefined) return new Int32Array(0);
    if (this.#index?.n !== n) this.#index = this.#indexOf(n);
    const { ends, rows } = this.#index;
    return rows.slice(ends[place - 1], ends[place]);
  }

  /** By counting: the rows without a value first. */
  #indexOf(n: number): { n: number; ends: Int32Array; rows: Int32Array } {
    const ends = new Int32Array(this.#values.length);
    for (let row = 0; row < n; row++) ends[this.#places[row]!]!++;
    for (let place = 1; place < ends.length; place++) ends[place]! += ends[place - 1]!;
    const [next, rows] = [ends.slice(), new Int32Array(n)];
    for (let row = n - 1; row >= 0; row--) rows[--next[this.#places[row]!]!] = row;
    return { n, ends, rows };
  }

  /** Those of the rows whose value passes, in place: the answer is a view of `rows`. Of few rows each is asked. */
  keep(rows: Int32Array, passes: (value: unknown) => boolean): Int32Array {
    const places = this.#places;
    const values = this.#values;
    const passing =
      rows.length < values.length ? null : Uint8Array.from(values, (value) => (passes(value) ? 1 : 0));
    let n = 0;
    for (const row of rows) {
      const place = places[row]!;
      if (passing ? passing[place] === 1 : passes(values[place])) rows[n++] = row;
    }
    return rows.subarray(0, n);
  }

  some(rows: Int32Array, passes: (value: unknown) => boolean): boolean {
    return this.valuesOf(rows).some(([value]) => passes(value));
  }

  /** The different values of these rows, each with how many of the rows have it. */
  valuesOf(rows: Int32Array): [value: unknown, n: number][] {
    if (rows.length < this.#values.length) return this.#valuesOfFew(rows);
    const counts = this.#countsIn(rows);
    const found: [unknown, number][] = [];
    for (let place = 1; place < counts.length; place++)
      if (counts[place]! > 0) found.push([this.#values[place], counts[place]!]);
    return found;
  }

  differentIn(rows: Int32Array): unknown[] {
    const counts = this.#countsIn(rows);
    return this.#values.filter((_, place) => place > 0 && counts[place]! > 0);
  }

  #countsIn(rows: Int32Array): Int32Array {
    const counts = new Int32Array(this.#values.length);
    const places = this.#places;
    for (const row of rows) counts[places[row]!]!++;
    return counts;
  }

  #valuesOfFew(rows: Int32Array): [value: unknown, n: number][] {
    const counts = new Map<number, number>();
    for (const row of rows) {
      const place = this.#places[row]!;
      if (place > 0) counts.set(place, (counts.get(place) ?? 0) + 1);
    }
    return Array.from(counts, ([place, n]) => [this.#values[place], n]);
  }
}

/** Decimals of a number as JavaScript writes it: 12.5 is 125 of scale 1. */
function decimalOf(value: number): { digits: bigint; scale: number } {
  const [mantissa, exponent = '0'] = String(value).split('e') as [string, string?];
  const [whole, fraction = ''] = mantissa.split('.') as [string, string?];
  const scale = fraction.length - Number(exponent);
  const digits = BigInt(whole + fraction);
  return scale < 0 ? { digits: digits * 10n ** BigInt(-scale), scale: 0 } : { digits, scale };
}

/** The sum of n × value without an error of rounding: ten times 0.1 is 1. */
export function exactSum(values: readonly (readonly [value: number, n: number])[]): number {
  let plain = 0;
  let isPlain = true;
  for (const [value, n] of values) {
    plain += value * n;
    isPlain &&= Number.isSafeInteger(value) && Number.isSafeInteger(plain);
  }
  if (isPlain) return plain;
  const decimals = values.map(([value, n]) => ({ ...decimalOf(value), n: BigInt(n) }));
  const scale = Math.max(...decimals.map((one) => one.scale));
  const sum = decimals.reduce((all, one) => all + one.n * one.digits * 10n ** BigInt(scale - one.scale), 0n);
  return Number(`${sum}e-${scale}`);
}
