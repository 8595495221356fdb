import { language } from './language.ts';

/** Every format follows the page's language, so that a template that uses it is drawn again on a switch. */
const locale = (): string => (language.value === 'zh' ? 'zh-CN' : 'en-GB');

/** Made once for each language: making one costs more than a hundred uses. */
function keptBy<T>(make: (locale: string) => T): () => T {
  const made = new Map<string, T>();
  return () => {
    const kept = made.get(locale()) ?? make(locale());
    made.set(locale(), kept);
    return kept;
  };
}

const minus = (text: string): string => text.replace('-', '−');

/** By how many decimals they fix. */
const numbers = new Map<number | undefined, () => Intl.NumberFormat>();
function numbersWith(digits: number | undefined): () => Intl.NumberFormat {
  const fixed = digits === undefined ? {} : { minimumFractionDigits: digits, maximumFractionDigits: digits };
  const kept = numbers.get(digits) ?? keptBy((locale) => new Intl.NumberFormat(locale, fixed));
  numbers.set(digits, kept);
  return kept;
}

/** `1234.5` → `1,234.5`; `digits` fixes the decimals. */
export function number(value: number, digits?: number): string {
  return minus(numbersWith(digits)().format(value));
}

/** A share 0…1 as `34%`. */
export function percent(share: number, digits = 0): string {
  const fixed = { style: 'percent', minimumFractionDigits: digits, maximumFractionDigits: digits } as const;
  return minus(new Intl.NumberFormat(locale(), fixed).format(share));
}

/** `12–18`; with a negative end `−3 至 5`, for a dash would read as a minus. */
export function interval(low: number, high: number, write: (value: number) => string = number): string {
  if (low >= 0) return `${write(low)}–${write(high)}`;
  return `${write(low)}${language.value === 'zh' ? ' 至 ' : ' to '}${write(high)}`;
}

/** With its sign: `+15`, `−3`, `0`. */
export const change = (value: number, write: (value: number) => string = number): string =>
  value > 0 ? `+${write(value)}` : write(value);

const monthIn = (locale: string): 'long' | 'short' => (locale === 'zh-CN' ? 'long' : 'short');
const days = keptBy(
  (locale) =>
    new Intl.DateTimeFormat(locale, {
      year: 'numeric',
      month: monthIn(locale),
      day: 'numeric',
      timeZone: 'UTC',
    }),
);

const midnight = (on: string): Date => new Date(`${on}T00:00:00Z`);

/** `2020-06-01` → `2020年6月1日` / `1 Jun 2020`. Days have no time zone. */
export const day = (on: string): string => days().format(midnight(on));

/**
 * `2020年12月7日至16日` / `7–16 Dec 2020`: what both ends share is said once.
 * The Chinese is put together here, because Intl writes `2020/12/7 – 2020/12/16`.
 */
export function daySpan(from: string, to: string): string {
  if (from === to) return day(from);
  if (language.value === 'en') return days().formatRange(midnight(from), midnight(to));
  const end = day(to);
  if (from.slice(0, 7) === to.slice(0, 7)) return `${day(from)}至${end.slice(end.indexOf('月') + 1)}`;
  return `${day(from)}至${from.slice(0, 4) === to.slice(0, 4) ? end.slice(end.indexOf('年') + 1) : end}`;
}

/** An instant (ISO 8601) in the reader's time zone: `2020年6月1日 14:30`. */
export const instant = (at: string): string => instants().format(new Date(at));
const instants = keptBy(
  (locale) =>
    new Intl.DateTimeFormat(locale, {
      year: 'numeric',
      month: monthIn(locale),
      day: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
      hour12: false,
    }),
);

const units = ['B', 'KB', 'MB', 'GB'] as const;

/** `1536` → `1.5 KB`. */
export function bytes(size: number): string {
  const step = Math.min(units.length - 1, Math.floor(Math.log(Math.max(size, 1)) / Math.log(1024)));
  return `${number(size / 1024 ** step, step === 0 || size / 1024 ** step >= 10 ? 0 : 1)} ${units[step]}`;
}

const pinyin = new Intl.Collator('zh-Hans-CN-u-co-pinyin', { numeric: true });

/** Orders names by pinyin, numbers inside by value. */
export const byPinyin = (a: string, b: string): number => pinyin.compare(a, b);
