import { encodeGb18030 } from './gb18030.ts';

/** How a text file's bytes are to be read; `utf-8` may begin with a byte order mark, the wide ones too. */
export type TextEncoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030';

/**
 * What a text file's bytes can be, and what they say: byte order mark, else UTF-16 where zero bytes sit on one side,
 * else UTF-8, else GB18030 (which contains GBK and GB2312). The text is without the mark. Null where none of them fits.
 */
export function textIn(bytes: Uint8Array): { encoding: TextEncoding; mark: boolean; text: string } | null {
  const marked = markOf(bytes);
  const certain = marked ?? guessWide(bytes);
  if (certain) return told(certain, marked !== null, decodeAs(certain, bytes));
  const utf8 = decodeAs('utf-8', bytes);
  if (utf8 !== null && !looksMisread(utf8)) return told('utf-8', false, utf8);
  const national = decodeAs('gb18030', bytes);
  return national !== null && (utf8 === null || /\p{Script=Han}/u.test(national))
    ? told('gb18030', false, national)
    : told('utf-8', false, utf8);
}

export const decodeText = (bytes: Uint8Array): string | null => textIn(bytes)?.text ?? null;

const told = (encoding: TextEncoding, mark: boolean, text: string | null) =>
  text === null ? null : { encoding, mark, text };

function markOf([first, second, third]: Uint8Array): TextEncoding | null {
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8';
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : null;
}

function decodeAs(encoding: TextEncoding, bytes: Uint8Array): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** The bytes of a text in the encoding that a file came in, with its mark. */
export function bytesOf(text: string, encoding: TextEncoding, mark: boolean): Uint8Array {
  const whole = mark ? `\ufeff${text}` : text;
  if (encoding === 'utf-8') return new TextEncoder().encode(whole);
  if (encoding === 'gb18030') return encodeGb18030(whole);
  const little = Buffer.from(whole, 'utf16le');
  return encoding === 'utf-16le' ? little : little.swap16();
}

/**
 * A few pairs of GBK bytes are valid UTF-8 of two bytes (Latin, Greek, Cyrillic, Arabic): text that has
 * letters beyond ASCII, but none of three bytes or more, is no Chinese UTF-8.
 */
function looksMisread(text: string): boolean {
  return /[\u0080-\u07ff]/.test(text) && !/[\u0800-\uffff]/.test(text);
}

/** Separators and digits of UTF-16 text leave zero bytes all on one side. */
function guessWide(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  const until = Math.min(bytes.length, 4096) & ~1;
  let even = 0;
  let odd = 0;
  for (let at = 0; at < until; at += 2) {
    if (bytes[at] === 0) even++;
    if (bytes[at + 1] === 0) odd++;
  }
  if (odd > 0 && even === 0) return 'utf-16le';
  if (even > 0 && odd === 0) return 'utf-16be';
  return null;
}
