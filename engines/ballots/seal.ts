/**
 * Payloads sealed to the tally key by HPKE (RFC 9180): DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, AES-256-GCM.
 * All of one poll are padded to one length, so that length tells nothing.
 */
import { Aes256Gcm, CipherSuite, HkdfSha256 } from '@hpke/core';
import { DhkemX25519HkdfSha256 } from '@hpke/dhkem-x25519';
import { join, utf8, type Bytes } from './bytes.ts';

const suite = new CipherSuite({
  kem: new DhkemX25519HkdfSha256(),
  kdf: new HkdfSha256(),
  aead: new Aes256Gcm(),
});

const keyBytes = 32;
const tagBytes = 16;
const lengthBytes = 4;

/** Bytes of a sealed payload: ephemeral key, length, padded payload, tag. */
export const sealedBytes = (payloadBytes: number): number => keyBytes + lengthBytes + payloadBytes + tagBytes;

/** What a seal is bound to: neither to another poll, nor stratum, nor token can it be moved. */
export interface SealedTo {
  manifestHash: Bytes;
  stratum: string;
  tokenId: Bytes;
}

// Both hashes have 32 bytes, so the parts cannot be read in two ways.
const boundTo = ({ manifestHash, stratum, tokenId }: SealedTo): Bytes =>
  join(manifestHash, utf8(stratum), tokenId);

/** Length before, zeros behind. @throws RangeError where the payload is longer than the poll allows */
export function pad(payload: Bytes, payloadBytes: number): Bytes {
  if (payload.length > payloadBytes) throw new RangeError(`longer than ${payloadBytes} bytes`);
  const padded = new Uint8Array(lengthBytes + payloadBytes);
  new DataView(padded.buffer).setUint32(0, payload.length);
  padded.set(payload, lengthBytes);
  return padded;
}

/** @throws RangeError where it was not padded by `pad` */
export function unpad(padded: Bytes): Bytes {
  const length = padded.length < lengthBytes ? Infinity : new DataView(padded.buffer).getUint32(0);
  const isPadded =
    length <= padded.length - lengthBytes && padded.subarray(lengthBytes + length).every((b) => b === 0);
  if (!isPadded) throw new RangeError('not padded');
  return padded.slice(lengthBytes, lengthBytes + length);
}

/** @param to raw X25519 public key of the tally */
export async function seal(payload: Bytes, payloadBytes: number, to: Bytes, bound: SealedTo): Promise<Bytes> {
  const recipientPublicKey = await suite.kem.deserializePublicKey(to.slice().buffer);
  const sender = await suite.createSenderContext({ recipientPublicKey });
  const sealed = await sender.seal(pad(payload, payloadBytes).buffer, boundTo(bound).buffer);
  return join(new Uint8Array(sender.enc), new Uint8Array(sealed));
}

/** @param secret raw X25519 private key of the tally. @throws where key or binding are others, or a bit was changed */
export async function unseal(enc: Bytes, secret: Bytes, bound: SealedTo): Promise<Bytes> {
  const recipientKey = await suite.kem.deserializePrivateKey(secret.slice().buffer);
  const opener = await suite.createRecipientContext({ recipientKey, enc: enc.slice(0, keyBytes).buffer });
  return unpad(new Uint8Array(await opener.open(enc.slice(keyBytes).buffer, boundTo(bound).buffer)));
}

/** A new tally key: raw private and public parts. */
export async function newTallyKey(): Promise<{ secret: Bytes; public: Bytes }> {
  const { privateKey, publicKey } = await suite.kem.generateKeyPair();
  return {
    secret: new Uint8Array(await suite.kem.serializePrivateKey(privateKey)),
    public: new Uint8Array(await suite.kem.serializePublicKey(publicKey)),
  };
}
