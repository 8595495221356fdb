import { expect, test } from 'vitest';
import {
  manifestHash,
  newSigningKey,
  shareTallyKey,
  signManifest,
  toB64,
  utf8,
  type PollManifest,
  type SignedManifest,
} from '#engines/ballots/index.ts';
import { isOwnManifest, prepareBallot } from './cast.ts';
import { random } from './sealed.ts';
import type { KeptToken } from './token.ts';

const b64 = (n: number) => toB64(random(n));

/** Signed by both, with keys of its own: what a server could send instead of the manifest on the notice. */
async function aManifest(change: Partial<PollManifest> = {}): Promise<SignedManifest> {
  const signers = (['OFFICE', 'WITNESS'] as const).map((by) => ({ by, key: newSigningKey(random) }));
  const manifest: PollManifest = {
    v: 1,
    pollId: '01a20585-a4d4-7d22-a6e6-8534956a9346',
    title: '一问',
    level: 'P1',
    contentHash: b64(32),
    strata: [],
    signers: signers.map(({ by, key }) => ({ by, publicKey: toB64(key.public) })),
    receiptKey: b64(32),
    tally: {
      kem: 'X25519',
      publicKey: toB64((await shareTallyKey()).public),
      trustees: ['甲', '乙', '丙'],
      threshold: 2,
    },
    payloadBytes: 64,
    ballotOrigin: '',
    issueFrom: '2020-06-01',
    issueTo: '2020-06-05',
    castFrom: '2020-06-04',
    castTo: '2020-06-10',
    rules: { k: 5, kText: 10, batch: 10, resubmit: true },
    clientHash: '',
    eligibleListHash: b64(32),
    ...change,
  };
  const signatures = signers.map(({ by, key }) => ({
    by,
    alg: 'Ed25519' as const,
    sig: signManifest(manifest, key.secret),
  }));
  return { manifest, hash: toB64(await manifestHash(manifest)), signatures };
}

test('nothing is sealed for a manifest other than the token’s own: its tally key could be the sender’s', async () => {
  const [own, other] = [await aManifest(), await aManifest()];
  const key = newSigningKey(random);
  const kept: KeptToken = {
    bureauId: '01a20585-a4d4-7d22-a6e6-8534956a9345',
    manifestHash: own.hash,
    ballotOrigin: '',
    receipts: [],
    token: {
      pollId: own.manifest.pollId,
      stratum: 'A',
      ballotSk: toB64(key.secret),
      ballotPk: toB64(key.public),
      prepared: b64(160),
      blinded: [],
      inverses: [],
      sigs: [b64(256), b64(256)],
    },
  };
  expect(await prepareBallot(own, kept, utf8('好'))).toMatchObject({ stratum: 'A', version: 1 });
  const sent = [
    other,
    { ...own, manifest: { ...own.manifest, tally: other.manifest.tally } },
    { ...other, hash: own.hash },
    { ...own, signatures: own.signatures.slice(1) },
  ];
  for (const signed of sent) {
    expect(await isOwnManifest(signed, kept)).toBe(false);
    await expect(prepareBallot(signed, kept, utf8('好'))).rejects.toMatchObject({
      code: 'web/other-manifest',
    });
  }
});
