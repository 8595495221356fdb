/** A token: the right to one ballot, signed blindly by both issuers, so that neither knows whose it is. */
import { blind, finalize, nonceBytes, prepare, readPublicKey } from './blind.ts';
import { blindQuickly, finalizeQuickly } from './blind-quickly.ts';
import { fromB64, join, sha256, toB64, utf8, type B64, type Bytes, type RandomBytes } from './bytes.ts';
import { stratumOf, type SignedManifest } from './manifest.ts';
import { newSigningKey } from './sign.ts';

/** What only its holder has. `inverses` are empty once the token is whole, `sigs` until then. */
export interface TokenSecret {
  pollId: string;
  stratum: string;
  ballotSk: B64;
  ballotPk: B64;
  prepared: B64;
  /** What was sent to the issuers: asking again with the same values gives the same signatures. */
  blinded: B64[];
  inverses: B64[];
  /** In the order of the stratum's issuer keys. */
  sigs: B64[];
}

const prefix = utf8('culture-ballot/v1');
const zero = new Uint8Array(1);

/** What is signed blindly: the poll, the stratum and the ballot's own key, and nothing of the person. */
export const tokenMessage = async (manifestHash: Bytes, stratum: string, ballotPk: Bytes): Promise<Bytes> =>
  join(prefix, zero, manifestHash, utf8(stratum), zero, await sha256(ballotPk));

/** Rebuilds what was signed from what the ballot shows. */
export const preparedOf = async (
  nonce: Bytes,
  manifestHash: Bytes,
  stratum: string,
  ballotPk: Bytes,
): Promise<Bytes> => join(nonce, await tokenMessage(manifestHash, stratum, ballotPk));

export const nonceOf = (prepared: Bytes): Bytes => prepared.slice(0, nonceBytes);

export interface Haste {
  /** In BigInt, see `blind-quickly.ts`: for sample bureaus, never on a person's device. */
  quickly?: boolean;
}

/**
 * A new token, blinded for both issuers: keep it, send `blinded`. The manifest must have been checked.
 * @throws RangeError for a stratum that the manifest does not have
 */
export async function startToken(
  { manifest, hash }: SignedManifest,
  stratumId: string,
  random: RandomBytes,
  { quickly = false }: Haste = {},
): Promise<TokenSecret> {
  const stratum = stratumOf(manifest, stratumId);
  if (!stratum) throw new RangeError(`no stratum ${stratumId}`);
  const key = newSigningKey(random);
  const prepared = prepare(await tokenMessage(fromB64(hash), stratumId, key.public), random);
  const made = [];
  for (const { spki } of stratum.issuerKeys)
    made.push(await (quickly ? blindQuickly : blind)(await readPublicKey(fromB64(spki)), prepared, random));
  return {
    pollId: manifest.pollId,
    stratum: stratumId,
    ballotSk: toB64(key.secret),
    ballotPk: toB64(key.public),
    prepared: toB64(prepared),
    blinded: made.map(({ blinded }) => toB64(blinded)),
    inverses: made.map(({ inverse }) => toB64(inverse)),
    sigs: [],
  };
}

/** The token with the issuers' answers taken in and verified. @throws where an answer is not their signature */
export async function finishToken(
  { manifest }: SignedManifest,
  token: TokenSecret,
  blindSigs: readonly B64[],
  { quickly = false }: Haste = {},
): Promise<TokenSecret> {
  const keys = stratumOf(manifest, token.stratum)?.issuerKeys ?? [];
  if (keys.length !== blindSigs.length) throw new RangeError('an answer for each issuer is needed');
  const sigs: B64[] = [];
  for (const [i, { spki }] of keys.entries()) {
    const key = await readPublicKey(fromB64(spki));
    const inverse = fromB64(token.inverses[i]!);
    sigs.push(
      toB64(
        await (quickly ? finalizeQuickly : finalize)(
          key,
          fromB64(token.prepared),
          fromB64(blindSigs[i]!),
          inverse,
        ),
      ),
    );
  }
  // The inverses could show later which issuance it was: nobody needs them any more.
  return { ...token, blinded: [], inverses: [], sigs };
}

export const isWhole = (token: TokenSecret): boolean => token.sigs.length > 0;

/** The name of a token in the box and in the bulletin: SHA-256 over all that was prepared and signed. */
export const tokenIdOf = (prepared: Bytes, sigs: readonly Bytes[]): Promise<Bytes> =>
  sha256(join(prepared, ...sigs));
