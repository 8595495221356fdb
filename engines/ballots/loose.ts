/**
 * Answers sealed to a poll's tally key without a token: for whoever showed the right to answer by a printed code. They
 * are in no bulletin and have no receipt; whoever takes them in says how many there were.
 */
import { fromB64, toB64, type B64, type Bytes } from './bytes.ts';
import type { SignedManifest } from './manifest.ts';
import { seal, unseal, type SealedTo } from './seal.ts';

/** No token hashes to zeros, so neither a ballot can be read as one of these nor one of these as a ballot. */
const boundTo = ({ hash }: SignedManifest): SealedTo => ({
  manifestHash: fromB64(hash),
  stratum: '',
  tokenId: new Uint8Array(32),
});

/** @param payloadBytes length that all of them are padded to. @throws RangeError where the payload is longer */
export async function sealLoose(signed: SignedManifest, payload: Bytes, payloadBytes: number): Promise<B64> {
  const to = fromB64(signed.manifest.tally.publicKey);
  return toB64(await seal(payload, payloadBytes, to, boundTo(signed)));
}

/** Null where it was sealed for another poll or key, or is no seal at all. */
export async function openLoose(enc: B64, signed: SignedManifest, secret: Bytes): Promise<Bytes | null> {
  try {
    return await unseal(fromB64(enc), secret, boundTo(signed));
  } catch {
    return null;
  }
}
