/**
 * Private keys of one role, sealed under a passphrase in a file outside the database: argon2id makes the key,
 * AES-256-GCM seals. The server opens them in memory only.
 */
import {
  argon2,
  constants,
  createPrivateKey,
  generateKeyPair,
  privateDecrypt,
  publicEncrypt,
  randomBytes,
  type KeyObject,
} from 'node:crypto';
import { promisify } from 'node:util';
import type { Keys } from '#platform/keys/index.ts';
import { seal, unseal } from '#platform/keys/seal.ts';
import { fromB64, keyIdOf, newSigningKey, toB64, type Bytes } from '#engines/ballots/index.ts';
import type { RsaBits } from './ballot.contract.ts';
import type { Keyring, Role } from './poll.rules.ts';
import { random, refuse } from './slot.work.ts';

const derive = promisify(argon2);
const newPair = promisify(generateKeyPair);
const cost = { memory: 65_536, passes: 3, parallelism: 1, tagLength: 32 };
const version = 1;
const saltBytes = 16;

/** What the file holds. */
interface Private {
  signer: string;
  /** PKCS #8 by stratum. */
  keys: Record<string, string>;
}

export interface OpenRing {
  signer: Bytes;
  keys: Map<string, KeyObject>;
}

export const ringPurpose = (pollId: string, role: Role): string => `ballot-${pollId}-${role}`;

const keyFrom = (passphrase: string, nonce: Uint8Array): Promise<Uint8Array> =>
  derive('argon2id', { message: Buffer.from(passphrase.normalize('NFKC')), nonce, ...cost });

/** Makes a pair for each stratum and a signing key; what is secret goes into the file. */
export async function makeRing(
  { keys, bureauId }: { keys: Keys; bureauId: string },
  { pollId, role, strata, bits }: { pollId: string; role: Role; strata: readonly string[]; bits: RsaBits },
  passphrase: string,
): Promise<Keyring> {
  const signer = newSigningKey(random);
  const pairs = await Promise.all(strata.map(() => newPair('rsa', { modulusLength: bits })));
  const ring: Keyring = { role, signer: toB64(signer.public), spki: {}, keyIds: {} };
  const secret: Private = { signer: toB64(signer.secret), keys: {} };
  for (const [i, stratum] of strata.entries()) {
    const { publicKey, privateKey } = pairs[i]!;
    const spki = toB64(publicKey.export({ type: 'spki', format: 'der' }));
    ring.spki[stratum] = spki;
    ring.keyIds[stratum] = await keyIdOf(spki);
    secret.keys[stratum] = toB64(privateKey.export({ type: 'pkcs8', format: 'der' }));
  }
  const salt = randomBytes(saltBytes);
  const sealed = Buffer.from(seal(await keyFrom(passphrase, salt), JSON.stringify(secret)), 'base64');
  await keys.keep(bureauId, ringPurpose(pollId, role), Buffer.concat([Buffer.of(version), salt, sealed]));
  return ring;
}

/** @throws Refusal `ballot/wrong-passphrase`, also where the file is gone */
export async function openRing(
  { keys, bureauId }: { keys: Keys; bureauId: string },
  pollId: string,
  role: Role,
  passphrase: string,
): Promise<OpenRing> {
  const file = await keys.kept(bureauId, ringPurpose(pollId, role));
  if (file === null || file[0] !== version) throw refuse('ballot/wrong-passphrase');
  const salt = file.subarray(1, 1 + saltBytes);
  const sealed = Buffer.from(file.subarray(1 + saltBytes)).toString('base64');
  const text = unseal(await keyFrom(passphrase, salt), sealed);
  if (text === null) throw refuse('ballot/wrong-passphrase');
  const secret = JSON.parse(text) as Private;
  const read = (pkcs8: string) =>
    createPrivateKey({ key: Buffer.from(fromB64(pkcs8)), type: 'pkcs8', format: 'der' });
  return {
    signer: fromB64(secret.signer),
    keys: new Map(Object.entries(secret.keys).map(([stratum, pkcs8]) => [stratum, read(pkcs8)])),
  };
}

/**
 * RFC 9474 §4.3 by OpenSSL: m^d mod n, in constant time. 0.3 ms for 2048 bits, 1 ms for 3072, so that it may stay on
 * the event loop.
 * @throws Refusal `ballot/bad-blinding` where the value is no number below the modulus
 */
export function signBlindly(key: KeyObject, blinded: Bytes): Bytes {
  const padding = constants.RSA_NO_PADDING;
  const bytes = (key.asymmetricKeyDetails!.modulusLength! + 7) >> 3;
  if (blinded.length !== bytes) throw refuse('ballot/bad-blinding');
  const signed = sign(key, blinded, padding);
  // A fault in the machine while signing could give the key away.
  if (!publicEncrypt({ key, padding }, signed).equals(blinded)) throw new Error('signing failure');
  return new Uint8Array(signed);
}

function sign(key: KeyObject, blinded: Bytes, padding: number): Buffer {
  try {
    return privateDecrypt({ key, padding }, blinded);
  } catch {
    throw refuse('ballot/bad-blinding');
  }
}
