/** A poll of one stratum with real keys, for tests that need no server. */
import {
  constants,
  generateKeyPairSync,
  privateDecrypt,
  randomBytes,
  sign,
  type KeyObject,
} from 'node:crypto';
import { ballotIdOf, makeBallot, type Ballot } from './ballot.ts';
import { fromB64, toB64, utf8, type Bytes } from './bytes.ts';
import {
  issuerRoles,
  keyIdOf,
  manifestHash,
  signManifest,
  type PollManifest,
  type SignedManifest,
} from './manifest.ts';
import { newSigningKey } from './sign.ts';
import { prepare } from './blind.ts';
import { finishToken, startToken, tokenMessage, type TokenSecret } from './token.ts';
import { shareTallyKey } from './trustees.ts';

export const random = (n: number): Bytes => new Uint8Array(randomBytes(n));
const nothing = toB64(new Uint8Array(32));

export interface SmallPoll {
  signed: SignedManifest;
  issuers: KeyObject[];
  boxSecret: Bytes;
  shares: Bytes[];
  token(): Promise<TokenSecret>;
  ballot(text: string, token: TokenSecret, version?: number): Promise<Ballot & { ballotId: string }>;
}

export async function aSmallPoll(change: Partial<PollManifest> = {}): Promise<SmallPoll> {
  const pairs = issuerRoles.map(() => generateKeyPairSync('rsa', { modulusLength: 2048 }));
  const issuerKeys = await Promise.all(
    pairs.map(async ({ publicKey }, i) => {
      const spki = toB64(publicKey.export({ type: 'spki', format: 'der' }));
      return { role: issuerRoles[i]!, spki, keyId: await keyIdOf(spki) };
    }),
  );
  const signers = issuerRoles.map(() => newSigningKey(random));
  const box = newSigningKey(random);
  const tally = await shareTallyKey();
  const manifest: PollManifest = {
    v: 1,
    pollId: 'poll-1',
    title: 'a poll',
    level: 'P1',
    contentHash: nothing,
    strata: [
      { id: 'A', label: 'A', eligible: 20, issuerKeys },
      { id: 'B', label: 'B', eligible: 20, issuerKeys: issuerKeys.toReversed() },
    ],
    signers: signers.map((key, i) => ({ by: issuerRoles[i]!, publicKey: toB64(key.public) })),
    receiptKey: toB64(box.public),
    tally: { kem: 'X25519', publicKey: toB64(tally.public), trustees: ['x', 'y', 'z'], threshold: 2 },
    payloadBytes: 64,
    ballotOrigin: '',
    issueFrom: '2020-06-01',
    issueTo: '2020-06-05',
    castFrom: '2020-06-04',
    castTo: '2020-06-10',
    rules: { k: 5, kText: 10, batch: 10, resubmit: true },
    clientHash: '',
    eligibleListHash: nothing,
    ...change,
  };
  const signed: SignedManifest = {
    manifest,
    hash: toB64(await manifestHash(manifest)),
    signatures: signers.map((key, i) => ({
      by: issuerRoles[i]!,
      alg: 'Ed25519',
      sig: signManifest(manifest, key.secret),
    })),
  };
  const issuers = pairs.map(({ privateKey }) => privateKey);
  return {
    signed,
    issuers,
    boxSecret: box.secret,
    shares: tally.shares,
    async token() {
      const started = await startToken(signed, 'A', random);
      return finishToken(
        signed,
        started,
        started.blinded.map((value, i) => signWith(issuers[i]!, value)),
      );
    },
    async ballot(text, token, version = 1) {
      const ballot = await makeBallot(signed, token, utf8(text), version);
      return { ...ballot, ballotId: toB64(await ballotIdOf(ballot)) };
    },
  };
}

/**
 * A whole token without the blinding: signed openly by both issuers, which gives the same kind of signature in a
 * thirtieth of the time. For tests and load that need many.
 */
export async function openToken(
  { manifest, hash }: SignedManifest,
  stratum: string,
  issuers: readonly KeyObject[],
): Promise<TokenSecret> {
  const key = newSigningKey(random);
  const prepared = prepare(await tokenMessage(fromB64(hash), stratum, key.public), random);
  const how = { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 48 };
  return {
    pollId: manifest.pollId,
    stratum,
    ballotSk: toB64(key.secret),
    ballotPk: toB64(key.public),
    prepared: toB64(prepared),
    blinded: [],
    inverses: [],
    sigs: issuers.map((issuer) => toB64(sign('sha384', prepared, { key: issuer, ...how }))),
  };
}

/** What the issuer does: raw RSA. */
export const signWith = (key: KeyObject, blinded: string): string =>
  toB64(privateDecrypt({ key, padding: constants.RSA_NO_PADDING }, fromB64(blinded)));
