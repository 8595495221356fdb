/**
 * Pseudonyms. An alias is HMAC-SHA-256 of a person's id under the bureau's fusion key, cut to 132 bits.
 * The key is a file apart from the database: whoever has the database alone cannot tell whose alias it is,
 * nor test a guess. Aliases stay the same from wave to wave, so that change can be seen in the same pairs.
 */
import { createHmac } from 'node:crypto';
import type { Act } from '#platform/act/index.ts';

export type AliasOf = (id: string) => string;

const keyed =
  (key: Uint8Array, prefix: string): AliasOf =>
  (id) =>
    createHmac('sha256', key).update(prefix).update(id).digest('base64url').slice(0, 22);

/** Aliases that answers are kept under. */
export const answerAliases = async (act: Act): Promise<AliasOf> => keyed(await keyOf(act), 'answer:');

/** Aliases of the opt-out switches: of another family, so that no sheet can be found by them. */
export const preferenceAliases = async (act: Act): Promise<AliasOf> => keyed(await keyOf(act), 'preference:');

/** Aliases of people of an imported file who are not on the roster; good for that wave only. */
export const strangerAliases = async (act: Act, waveId: string): Promise<AliasOf> =>
  keyed(await keyOf(act), `stranger:${waveId}:`);

const keyOf = (act: Act) => act.keys.key(act.bureauId, 'fusion');
