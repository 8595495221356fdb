/**
 * Codes: keyed hashes (HMAC-SHA-256) under a key that lies apart from the database, so that neither a copy of
 * the database nor the address of a page tells tomorrow's code. Written in Crockford's base 32.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Act } from '#platform/act/index.ts';
import { codeAlphabet, tidyCode } from './attendance.rules.ts';

export interface Codes {
  /** The code on the screen in one minute: 6 letters, 30 bits. */
  ofSession(sessionId: string, step: number): string;
  /** What the label of a person holds: 8 letters, 40 bits; another one for each activity. */
  ofPerson(activityId: string, personId: string): string;
}

const lettersOf = (hash: Uint8Array, n: number): string =>
  Array.from(hash.subarray(0, n), (byte) => codeAlphabet[byte & 31]).join('');

export async function codesOf(act: Pick<Act, 'keys' | 'bureauId'>): Promise<Codes> {
  const key = await act.keys.key(act.bureauId, 'sign-in');
  const hash = (text: string) => createHmac('sha256', key).update(text).digest();
  return {
    ofSession: (sessionId, step) => lettersOf(hash(`session:${sessionId}:${step}`), 6),
    ofPerson: (activityId, personId) => lettersOf(hash(`person:${activityId}:${personId}`), 8),
  };
}

/** Whether somebody typed or scanned one of these codes; takes the same time wherever they differ. */
export const isOneOf = (typed: string, codes: readonly string[]): boolean => {
  const given = createHmac('sha256', 'compare').update(tidyCode(typed)).digest();
  return codes
    .map((code) => timingSafeEqual(given, createHmac('sha256', 'compare').update(code).digest()))
    .includes(true);
};
