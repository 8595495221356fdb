/** Text of roster cells brought to one form. */

/**
 * Compatibility forms folded (full-width letters, digits, brackets, blanks; radicals pasted from PDF), the
 * document brackets 〔〕 and compatibility ideographs kept: those are characters of people's names, and
 * Unicode normalisation would silently replace them.
 */
export function foldWidth(text: string): string {
  return text
    .replaceAll(/[\p{Cf}\u{fe0e}\u{fe0f}]/gu, '')
    .replaceAll(/[^\uf900-\ufaff\u{2f800}-\u{2fa1f}]+/gu, (run) => run.normalize('NFKC'));
}

/** Folded, blanks within reduced to one, ends trimmed. */
export function tidy(text: string): string {
  return foldWidth(text).replaceAll(/\s+/g, ' ').trim();
}

/** Folded and without any blank. */
export function squeeze(text: string): string {
  return foldWidth(text).replaceAll(/\s+/g, '');
}

const nothing = new Set(['', '-', '--', '—', '——', '–', '/', '\\', '无', '暂无', '空', '至今', 'N/A']);

/** Whether an optional cell says nothing, in one of the ways offices write that. */
export function saysNothing(text: string): boolean {
  return nothing.has(squeeze(text));
}

const nameDots = /[•・‧∙⋅●.]/g;
const hanName = /^[\p{Script=Han}〇]+(?:·[\p{Script=Han}〇]+)*$/u;
const latinName = /^[\p{Script=Latin}][\p{Script=Latin}' .-]*$/u;

/**
 * A person's name without inner blanks (张 三 → 张三), its dots as `·` (U+00B7); rare characters of the
 * later extensions are kept. Latin names keep single blanks. Null where it is no name.
 */
export function tidyName(text: string): string | null {
  const folded = tidy(text);
  const han = folded.replaceAll(' ', '').replaceAll(nameDots, '·').replaceAll(/··+/g, '·');
  if (hanName.test(han)) return [...han].length >= 2 && [...han].length <= 30 ? han : null;
  return latinName.test(folded) && folded.length >= 2 && folded.length <= 60 ? folded : null;
}

/** Characters of a maker's own code area: they show only where somebody's old font is installed. */
export function hasPrivateCharacter(text: string): boolean {
  return /\p{Co}/u.test(text);
}

/** Unit names and paths: dots as `·`, no blanks between Han characters, `/` between the steps of a path. */
export function tidyUnit(text: string): string {
  return tidy(text)
    .replaceAll(/[•・‧]/g, '·')
    .replaceAll(/(?<=\p{Script=Han}) (?=\p{Script=Han})/gu, '')
    .split(/\s*[/\\>→]\s*/)
    .filter((step) => step !== '')
    .join('/');
}

/**
 * The digits of a whole number written with an exponent or a useless fraction (`1.3911112222E+10`, `1001.0`).
 * Null where the mantissa has fewer digits than the number: the rest was lost when the file was saved.
 */
export function wholeDigits(text: string): string | null {
  const plain = /^(\d+)(?:\.0*)?$/.exec(text);
  if (plain) return plain[1]!;
  const scientific = /^(\d)(?:\.(\d+))?[eE]\+?(\d{1,2})$/.exec(text);
  if (!scientific) return null;
  const fraction = scientific[2] ?? '';
  const exponent = Number(scientific[3]);
  if (fraction.length < exponent) return null;
  return /^0*$/.test(fraction.slice(exponent)) ? scientific[1]! + fraction.slice(0, exponent) : null;
}

/** Whether a text is a number written with an exponent. */
export function isScientific(text: string): boolean {
  return /^\d(?:\.\d+)?[eE]\+?\d{1,2}$/.test(text);
}

const idWeights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/** Whether an 18-character citizen number (GB 11643-1999) stands anywhere in the text. */
export function holdsCitizenId(text: string): boolean {
  if (text.length < 18) return false;
  const runs = foldWidth(text)
    .replaceAll(/[\s-]/g, '')
    .matchAll(/(?<!\d)\d{17}[\dXx](?!\d)/g);
  for (const [run] of runs) if (isCitizenId(run)) return true;
  return false;
}

function isCitizenId(text: string): boolean {
  const [year, month, day] = [text.slice(6, 10), text.slice(10, 12), text.slice(12, 14)].map(Number);
  if (!isDay(year!, month!, day!) || year! < 1850 || year! > 2100) return false;
  const sum = idWeights.reduce((total, weight, i) => total + weight * Number(text[i]), 0);
  return '10X98765432'[sum % 11] === text[17]!.toUpperCase();
}

/**
 * Whether a number is a citizen number that lost its last digits to a floating-point cell: 18 digits whose
 * 7th to 14th are a day of birth.
 */
export function looksLikeCitizenNumber(value: number): boolean {
  if (!(value >= 1.1e17 && value < 9.2e17)) return false;
  const digits = BigInt(Math.round(value)).toString();
  const [year, month, day] = [digits.slice(6, 10), digits.slice(10, 12), digits.slice(12, 14)].map(Number);
  return year! >= 1900 && year! <= 2100 && isDay(year!, month!, day!);
}

export function isDay(year: number, month: number, day: number): boolean {
  if (month < 1 || month > 12 || day < 1) return false;
  return day <= new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate();
}

/** What a message may repeat of a cell: short, and without any long number. */
export function echo(text: string): string {
  const shown = tidy(text).replaceAll(/\d{15,}[Xx]?/g, '●●●');
  return [...shown].length > 40 ? `${[...shown].slice(0, 40).join('')}…` : shown;
}
