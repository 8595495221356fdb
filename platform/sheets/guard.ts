/**
 * Formula injection: text that begins like a formula is executed when a sheet program opens a CSV, or when
 * somebody edits the cell or saves the sheet as CSV. Text that begins with = + - @, tab, CR, LF or a
 * full-width form of the four signs (East Asian editions fold them) gets one apostrophe in front.
 *
 * Why a real apostrophe and not Excel's `quotePrefix` style: a style is lost on the way through CSV, the
 * apostrophe is not. Why it still round-trips: text that *already* is apostrophes followed by such a sign
 * gets one more, so taking exactly one away on reading restores every text. A lone sign (the dash that
 * offices write for "none") cannot be a formula and stays as it is.
 */
const dangerous = /^'*[=+\-@\t\r\n＝＋－＠]./s;
const guarded = /^'+[=+\-@\t\r\n＝＋－＠]./s;

export function guardText(text: string): string {
  return dangerous.test(text) ? `'${text}` : text;
}

export function unguardText(text: string): string {
  return guarded.test(text) ? text.slice(1) : text;
}
