/** Days as ledgers write them, read and written again in the manner of the cell. */
import { dayOfSerial } from '#platform/sheets/index.ts';

const pad = (text: string | number): string => String(text).padStart(2, '0');
const lastDay = (year: number, month: number): string =>
  String(new Date(Date.UTC(year, month, 0)).getUTCDate());

const folded = (text: string): string => text.normalize('NFKC').replace(/\s/g, '');

/**
 * `2020-09-30`, `2020.9.30`, `2020年9月30日`, `20200930`, `9月30日`, `2020年9月` and `9月底` (the last day), or the number
 * by which a spreadsheet counts a day; null else, and where two days are named.
 */
export function dayIn(text: string, year: number): string | null {
  const said = folded(text);
  if (/^\d{5}$/.test(said)) return dayOfSerial(Number(said), false);
  if ([...said.matchAll(/\d{1,2}[-./月]\d{1,2}(?!\d)/g)].length > 1) return null;
  const whole = /(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})/.exec(said) ?? /^(\d{4})(\d{2})(\d{2})$/.exec(said);
  const month = /^(\d{4})[-./年](\d{1,2})月?[底末前]*$/.exec(said);
  const short = /^(\d{1,2})月(\d{1,2})日/.exec(said);
  const end = /^(\d{1,2})月[底末前]*$/.exec(said);
  const parts = whole
    ? [whole[1]!, whole[2]!, whole[3]!]
    : month
      ? [month[1]!, month[2]!, lastDay(Number(month[1]), Number(month[2]))]
      : short
        ? [String(year), short[1]!, short[2]!]
        : end
          ? [String(year), end[1]!, lastDay(year, Number(end[1]))]
          : null;
  if (!parts) return /年底|全年|长期/.test(said) ? `${year}-12-31` : null;
  const day = `${parts[0]}-${pad(parts[1]!)}-${pad(parts[2]!)}`;
  const real = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(real.getTime()) && real.toISOString().startsWith(day) ? day : null;
}

/**
 * A day written as another text writes its own: with the same marks, padding and ending (`前`, `底`) where they still hold.
 * `dayIn(dayLike(day, text, year), year)` is the day again.
 */
export function dayLike(day: string, text: string, year: number): string {
  const said = folded(text);
  const [y, m, d] = day.split('-') as [string, string, string];
  const [month, date] = [String(Number(m)), String(Number(d))];
  const whole = /(\d{4})([-./年])(\d{1,2})([-./月])(\d{1,2})(日?.*)$/.exec(said);
  if (whole) {
    const padded = whole[3]!.startsWith('0') || whole[5]!.startsWith('0') || whole[2] === '-';
    const [mm, dd] = padded ? [m, d] : [month, date];
    return `${y}${whole[2]}${mm}${whole[4]}${dd}${whole[6]}`;
  }
  if (/^\d{8}$/.test(said)) return `${y}${m}${d}`;
  const ends = d === lastDay(Number(y), Number(m));
  const ofMonth = /^(?:\d{4}([-./年]))?\d{1,2}(月?[底末前]*)$/.exec(said);
  if (ofMonth && ends && ofMonth[1] !== undefined) return `${y}${ofMonth[1]}${month}${ofMonth[2]}`;
  if (ofMonth && ends && Number(y) === year && ofMonth[2] !== '') return `${month}${ofMonth[2]}`;
  if (/^\d{1,2}月/.test(said) && Number(y) === year) return `${month}月${date}日`;
  return `${y}年${month}月${date}日`;
}
