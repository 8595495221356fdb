import type { Draft } from './useAnswerDraft.ts';

/**
 * A draft on its way to another device: deflated, then AES-256-GCM under a key that PBKDF2-SHA-256 makes of a number
 * the two screens share by eye. It travels as a file, or in the part of an address behind `#`, which browsers do not
 * send; whoever photographs the code alone reads nothing.
 */
const rounds = 600_000;
const saltLength = 16;
const ivLength = 12;
/** What a code may hold so that photographs of it are read; measured in `tokenCodes.ts`. */
const longestInCode = 640;

/** Browsers offer cryptography on https and localhost only. */
export const canCarry = (): boolean =>
  globalThis.crypto?.subtle !== undefined && typeof globalThis.CompressionStream === 'function';

/** Eight digits, each evenly drawn. */
export function newNumber(): string {
  let digits = '';
  while (digits.length < 8)
    for (const byte of crypto.getRandomValues(new Uint8Array(16)))
      if (byte < 250 && digits.length < 8) digits += String(byte % 10);
  return digits;
}

const through = async (bytes: Uint8Array<ArrayBuffer>, stream: CompressionStream | DecompressionStream) =>
  new Uint8Array(await new Response(new Blob([bytes]).stream().pipeThrough(stream)).arrayBuffer());

async function keyOf(number: string, salt: Uint8Array<ArrayBuffer>): Promise<CryptoKey> {
  const typed = new TextEncoder().encode(number.replace(/\D/g, ''));
  const base = await crypto.subtle.importKey('raw', typed, 'PBKDF2', false, ['deriveKey']);
  const how = { name: 'PBKDF2', hash: 'SHA-256', salt, iterations: rounds };
  return crypto.subtle.deriveKey(how, base, { name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
}

/** The draft as text of letters, digits, `-` and `_`. */
export async function seal(draft: Draft, number: string): Promise<string> {
  const plain = await through(
    new TextEncoder().encode(JSON.stringify(draft)),
    new CompressionStream('deflate'),
  );
  const salt = crypto.getRandomValues(new Uint8Array(saltLength));
  const iv = crypto.getRandomValues(new Uint8Array(ivLength));
  const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, await keyOf(number, salt), plain);
  const all = new Uint8Array([...salt, ...iv, ...new Uint8Array(sealed)]);
  return btoa(String.fromCharCode(...all))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '');
}

/** Null where the number is wrong or the text was damaged. */
export async function unseal(text: string, number: string): Promise<Draft | null> {
  try {
    const raw = atob(text.trim().replaceAll('-', '+').replaceAll('_', '/'));
    const all = Uint8Array.from(raw, (letter) => letter.charCodeAt(0));
    const salt = all.slice(0, saltLength);
    const iv = all.slice(saltLength, saltLength + ivLength);
    const sealed = all.slice(saltLength + ivLength);
    const plain = await crypto.subtle.decrypt({ name: 'AES-GCM', iv }, await keyOf(number, salt), sealed);
    const unpacked = await through(new Uint8Array(plain), new DecompressionStream('deflate'));
    const draft = JSON.parse(new TextDecoder().decode(unpacked)) as Draft;
    return draft.v === 1 && typeof draft.data === 'object' ? draft : null;
  } catch {
    return null;
  }
}

const mark = '#draft=';

/** The page's own address with the sealed draft behind it; null where a code could not hold it. */
export function addressWith(sealed: string, address: string): string | null {
  const whole = `${address.split('#')[0]}${mark}${sealed}`;
  return whole.length <= longestInCode ? whole : null;
}

/** The sealed draft an address brought along. */
export const sealedIn = (hash: string): string | null =>
  hash.startsWith(mark) ? hash.slice(mark.length) : null;
