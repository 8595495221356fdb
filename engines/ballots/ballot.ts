/** A ballot as it is sent: a sealed payload under a token, signed by the token's own key. */
import { isBlindlySigned, readPublicKey, type PublicKey } from './blind.ts';
import { fromB64, join, sameBytes, sha256, toB64, utf8, type B64, type Bytes } from './bytes.ts';
import { stratumOf, type SignedManifest } from './manifest.ts';
import { seal, sealedBytes } from './seal.ts';
import { isSigned, signBytes, type Ed25519 } from './sign.ts';
import { nonceOf, preparedOf, tokenIdOf, type TokenSecret } from './token.ts';

/** Replacements included. */
export const mostVersions = 5;

export interface Ballot {
  pollId: string;
  /** SHA-256 of prepared message and signatures. */
  tokenId: B64;
  stratum: string;
  ballotPk: B64;
  /** The 32 bytes before the message that was signed. */
  nonce: B64;
  sigs: B64[];
  /** 1, and one more for each replacement. */
  version: number;
  enc: B64;
  /** Ed25519 by the token's key over poll, token, version and SHA-256 of `enc`. */
  sig: B64;
}

const ballotMessage = async (pollId: string, tokenId: Bytes, version: number, enc: Bytes): Promise<Bytes> => {
  // Lengths of all parts but the first are fixed.
  const counted = Uint8Array.of(version);
  return join(utf8(pollId), new Uint8Array(1), tokenId, counted, await sha256(enc));
};

/** The name of a ballot: SHA-256 of `enc` and `sig`. */
export const ballotIdOf = ({ enc, sig }: Pick<Ballot, 'enc' | 'sig'>): Promise<Bytes> =>
  sha256(join(fromB64(enc), fromB64(sig)));

/** @throws RangeError where the payload is longer than the poll allows */
export async function makeBallot(
  { manifest, hash }: SignedManifest,
  token: TokenSecret,
  payload: Bytes,
  version: number,
): Promise<Ballot> {
  const prepared = fromB64(token.prepared);
  const tokenId = await tokenIdOf(prepared, token.sigs.map(fromB64));
  const bound = { manifestHash: fromB64(hash), stratum: token.stratum, tokenId };
  const enc = await seal(payload, manifest.payloadBytes, fromB64(manifest.tally.publicKey), bound);
  const message = await ballotMessage(manifest.pollId, tokenId, version, enc);
  return {
    pollId: manifest.pollId,
    tokenId: toB64(tokenId),
    stratum: token.stratum,
    ballotPk: token.ballotPk,
    nonce: toB64(nonceOf(prepared)),
    sigs: token.sigs,
    version,
    enc: toB64(enc),
    sig: toB64(signBytes(message, fromB64(token.ballotSk))),
  };
}

export type BallotFault = 'malformed' | 'size' | 'stratum' | 'token' | 'signature';

/** Verifies ballots of one poll; the issuers' keys are read once. */
export interface BallotChecker {
  /** What is wrong with a ballot by itself; null if nothing. Version and dates are the box's business. */
  whyNot(ballot: Ballot): Promise<BallotFault | null>;
}

/** @param how Ed25519 of another library, see `Ed25519` */
export function ballotChecker(
  { manifest, hash }: SignedManifest,
  how: Pick<Ed25519, 'isSigned'> = { isSigned },
): BallotChecker {
  const keys = new Map<string, Promise<PublicKey[]>>();
  const keysOf = (stratum: string, spkis: readonly B64[]) => {
    const read = keys.get(stratum) ?? Promise.all(spkis.map((spki) => readPublicKey(fromB64(spki))));
    keys.set(stratum, read);
    return read;
  };
  const whyNot = async (ballot: Ballot): Promise<BallotFault | null> => {
    const stratum = stratumOf(manifest, ballot.stratum);
    if (!stratum) return 'stratum';
    const parts = partsOf(ballot);
    if (parts === null || ballot.pollId !== manifest.pollId) return 'malformed';
    if (parts.enc.length !== sealedBytes(manifest.payloadBytes)) return 'size';
    const prepared = await preparedOf(parts.nonce, fromB64(hash), stratum.id, parts.ballotPk);
    if (!sameBytes(await tokenIdOf(prepared, parts.sigs), parts.tokenId)) return 'token';
    const issuers = await keysOf(
      stratum.id,
      stratum.issuerKeys.map(({ spki }) => spki),
    );
    if (parts.sigs.length !== issuers.length) return 'token';
    for (const [i, key] of issuers.entries())
      if (!(await isBlindlySigned(key, prepared, parts.sigs[i]!))) return 'token';
    const message = await ballotMessage(manifest.pollId, parts.tokenId, ballot.version, parts.enc);
    return how.isSigned(message, parts.sig, parts.ballotPk) ? null : 'signature';
  };
  return { whyNot };
}

function partsOf({ tokenId, ballotPk, nonce, sigs, version, enc, sig }: Ballot) {
  if (!Number.isInteger(version) || version < 1 || version > mostVersions) return null;
  try {
    const parts = {
      tokenId: fromB64(tokenId),
      ballotPk: fromB64(ballotPk),
      nonce: fromB64(nonce),
      sigs: sigs.map(fromB64),
      enc: fromB64(enc),
      sig: fromB64(sig),
    };
    return parts.nonce.length === 32 && parts.ballotPk.length === 32 ? parts : null;
  } catch {
    return null;
  }
}
