/** How a figure is written: with the digits it was rounded to, so that none looks surer than its interval. */

type Value = number | null | undefined;
interface Figure {
  value: Value;
  low: Value;
  high: Value;
}

const decimalsIn = (value: Value): number => String(value ?? '').split('.')[1]?.length ?? 0;

/** Decimals that these numbers need side by side: one or two. */
export const digitsIn = (...values: readonly Value[]): number =>
  Math.min(2, Math.max(1, ...values.map(decimalsIn)));

export const writeNumber = (value: Value, digits = digitsIn(value)): string =>
  value === null || value === undefined ? '—' : value.toFixed(digits).replace('-', '−');

/** The value with as many decimals as its interval. */
export const writeValue = ({ value, low, high }: Figure): string =>
  writeNumber(value, digitsIn(value, low, high));

/** Both ends of an interval; null where there is none. */
export function writeSpan({ value, low, high }: Figure, dash = ' – '): string | null {
  if (low === null || low === undefined || high === null || high === undefined) return null;
  const digits = digitsIn(value, low, high);
  return `${writeNumber(low, digits)}${dash}${writeNumber(high, digits)}`;
}
