/**
 * Decodes a text file by what its bytes can be: byte order mark, else UTF-16 where zero bytes sit on one side,
 * else UTF-8, else GB18030 (which contains GBK and GB2312). Null where none of them fits.
 */
export function decodeText(bytes: Uint8Array): string | null {
  const [first, second, third] = bytes;
  if (first === 0xef && second === 0xbb && third === 0xbf) return decodeAs('utf-8', bytes);
  if (first === 0xff && second === 0xfe) return decodeAs('utf-16le', bytes);
  if (first === 0xfe && second === 0xff) return decodeAs('utf-16be', bytes);
  const wide = guessWide(bytes);
  if (wide) return decodeAs(wide, bytes);
  const utf8 = decodeAs('utf-8', bytes);
  if (utf8 !== null && !looksMisread(utf8)) return utf8;
  const national = decodeAs('gb18030', bytes);
  return national !== null && (utf8 === null || /\p{Script=Han}/u.test(national)) ? national : utf8;
}

function decodeAs(encoding: string, bytes: Uint8Array): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
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
