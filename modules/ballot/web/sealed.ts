/**
 * A token at rest: sealed with a number or a phrase that only its holder knows. PBKDF2-HMAC-SHA-256, 600,000
 * rounds (OWASP 2023), AES-256-GCM. A short PIN keeps out whoever finds the device for a moment, not somebody who
 * copies its storage and tries all of them: what is worth more than that gets a phrase.
 */
import { fromB64, toB64, utf8, type Bytes } from '#engines/ballots/index.ts';

const rounds = 600_000;
const saltBytes = 16;
const nonceBytes = 12;
const format = 1;

export const random = (n: number): Bytes => crypto.getRandomValues(new Uint8Array(n));

/** Signing, sealing and this need it: browsers have it on https and on this machine only. */
export const canSeal = (): boolean => globalThis.crypto?.subtle !== undefined;

async function keyFrom(secret: string, salt: Bytes, usage: 'encrypt' | 'decrypt') {
  const typed = await crypto.subtle.importKey('raw', utf8(secret.normalize('NFKC')), 'PBKDF2', false, [
    'deriveKey',
  ]);
  const how = { name: 'PBKDF2', hash: 'SHA-256', salt, iterations: rounds };
  return crypto.subtle.deriveKey(how, typed, { name: 'AES-GCM', length: 256 }, false, [usage]);
}

export async function sealText(text: string, secret: string): Promise<string> {
  const [salt, iv] = [random(saltBytes), random(nonceBytes)];
  const key = await keyFrom(secret, salt, 'encrypt');
  const body = new Uint8Array(await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, utf8(text)));
  const whole = new Uint8Array(1 + saltBytes + nonceBytes + body.length);
  whole[0] = format;
  whole.set(salt, 1);
  whole.set(iv, 1 + saltBytes);
  whole.set(body, 1 + saltBytes + nonceBytes);
  return toB64(whole);
}

/** Null where the secret is another one or the text was changed. */
export async function unsealText(sealed: string, secret: string): Promise<string | null> {
  try {
    const whole = fromB64(sealed.trim());
    if (whole[0] !== format) return null;
    const [salt, iv] = [
      whole.slice(1, 1 + saltBytes),
      whole.slice(1 + saltBytes, 1 + saltBytes + nonceBytes),
    ];
    const key = await keyFrom(secret, salt, 'decrypt');
    const body = whole.slice(1 + saltBytes + nonceBytes);
    return new TextDecoder().decode(await crypto.subtle.decrypt({ name: 'AES-GCM', iv }, key, body));
  } catch {
    return null;
  }
}
