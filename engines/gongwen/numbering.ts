/** How numbers, dates and headings are written in official documents (GB/T 9704-2012, 7.3). */
import type { Day, DocumentNumber } from './model.ts';

const digits = ['', '一', '二', '三', '四', '五', '六', '七', '八', '九'] as const;

/** 1…99 in Chinese figures, as headings count. */
export function chineseNumber(n: number): string {
  if (!Number.isInteger(n) || n < 1 || n > 99) throw new RangeError(`${n} is no place of a heading`);
  const [tens, ones] = [Math.floor(n / 10), n % 10];
  const head = tens === 0 ? '' : `${tens === 1 ? '' : digits[tens]}十`;
  return head + digits[ones]!;
}

/** The mark of the n-th heading at a level: `一、` `（一）` `1.` `（1）`. */
export function headingMark(level: 1 | 2 | 3 | 4, n: number): string {
  if (level === 1) return `${chineseNumber(n)}、`;
  if (level === 2) return `（${chineseNumber(n)}）`;
  return level === 3 ? `${n}.` : `（${n}）`;
}

/** Counts headings: one begins the counts below its level anew. */
export class HeadingCounter {
  readonly #counts = [0, 0, 0, 0];

  /** The mark of the next heading at a level. */
  next(level: 1 | 2 | 3 | 4): string {
    this.#counts[level - 1]!++;
    this.#counts.fill(0, level);
    return headingMark(level, this.#counts[level - 1]!);
  }
}

/** Arabic figures, no padding: 2020年7月6日. */
export function dayInWords(day: Day): string {
  const [year, month, date] = day.split('-').map(Number);
  return `${year}年${month}月${date}日`;
}

/** Year in full in hexagonal brackets, serial without 第 and without padding: 岚市监发〔2020〕23号. */
export const documentNumber = ({ body, year, serial }: DocumentNumber): string =>
  `${body}〔${year}〕${serial}号`;

const NUMBER =
  /^(?<body>[\p{Script=Han}]{1,12})\s*[〔[［(（【]?\s*(?<year>\d{4})\s*(?:[〕\]］)）】]|年)\s*第?\s*0*(?<serial>[1-9]\d{0,4})\s*号$/u;

/** Reads a document number as people type it (`[2020]`, `（2020）`, `2020年第23号`); null where it is none. */
export function readDocumentNumber(text: string): DocumentNumber | null {
  const found = NUMBER.exec(text.trim())?.groups;
  if (!found) return null;
  return { body: found['body']!, year: Number(found['year']), serial: Number(found['serial']) };
}

const isHalf = (character: string): boolean =>
  character.charCodeAt(0) < 0x2e80 && !'“”‘’—…·'.includes(character);

/** Width of a text in characters of the grid; Latin letters and figures take half a place. */
export const widthOf = (text: string): number =>
  [...text].reduce((width, character) => width + (isHalf(character) ? 0.5 : 1), 0);
