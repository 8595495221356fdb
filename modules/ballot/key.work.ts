/** The ceremony: keys of office and witness, the shared tally key, and the signatures that fix the manifest. */
import type { Act } from '#platform/act/index.ts';
import {
  manifestHash,
  signManifest as sign,
  toB64,
  keyIdOf,
  type PollManifest,
} from '#engines/ballots/index.ts';
import { findPerson } from '#modules/people/index.ts';
import {
  keepersPoll,
  loadPoll,
  lockedPoll,
  needStage,
  needTrustee,
  placeOf,
  subjectOf,
  type Telling,
} from './load.work.ts';
import { makeRing, openRing, ringPurpose } from './keyring.work.ts';
import type { PollView } from './poll.contract.ts';
import * as data from './poll.data.ts';
import * as rules from './poll.rules.ts';
import type { Role } from './poll.rules.ts';
import { residentOf, ringOf } from './resident.work.ts';
import { refuse } from './slot.work.ts';
import { readPoll } from './view.work.ts';

/** One role's issuer keys (a pair for each stratum) and signing key, sealed in a file under a passphrase. By the keeper. */
export async function makeKeys(
  act: Act,
  pollId: string,
  role: Role,
  passphrase: string,
  { on = act.today }: Telling = {},
): Promise<PollView> {
  const { rsa_bits: bits } = await keepersPoll(act, pollId, role, { is: 'draft', on });
  if ([...passphrase.trim()].length < rules.shortestPassphrase)
    throw refuse('ballot/passphrase-short', { least: rules.shortestPassphrase });
  const rings = await data.listKeyrings(act.db, pollId);
  if (rings.some((ring) => ring.role === role)) throw refuse('ballot/keys-exist');
  const strata = (await data.listStrata(act.db, pollId)).map(({ stratum }) => stratum);
  // No row tells of it, so a file there is what an interrupted ceremony left.
  await act.keys.destroy(act.bureauId, ringPurpose(pollId, role));
  const ring = await makeRing(act, { pollId, role, strata, bits }, passphrase);
  const { signer, spki } = ring;
  const place = { bureau_id: act.bureauId, poll_id: pollId };
  await data.insertKeyring(act.db, { ...place, role, signer, spki, signature: null });
  const keyIds = Object.values(ring.keyIds);
  act.record({ kind: 'ballot/keys-made', subject: subjectOf(pollId), on, data: { role, keyIds } });
  return readPoll(act, pollId, { on });
}

export interface TallyKey {
  publicKey: string;
  /** SHA-256 of each share (`shareHashOf`), in the order of the trustees. */
  shareHashes: readonly string[];
}

/**
 * Registers the public tally key (`shareTallyKey` of engines/ballots, in a browser). By a trustee: whoever issues
 * tokens must not open them. Until all trustees have confirmed theirs it can be made anew.
 */
export async function setTallyKey(
  act: Act,
  pollId: string,
  { publicKey, shareHashes }: TallyKey,
  { on = act.today }: Telling = {},
): Promise<PollView> {
  const row = await lockedPoll(act, pollId);
  needTrustee(act, row);
  needStage(row, 'draft', on);
  if (unconfirmedOf(row).length === 0) throw refuse('ballot/keys-exist');
  await data.updatePoll(act.db, act.bureauId, pollId, {
    tally_key: publicKey,
    share_hashes: [...shareHashes],
    share_confirmed: [],
  });
  const trustees = await namesOf(act, row.trustee_ids);
  act.record({
    kind: 'ballot/tally-key-made',
    subject: subjectOf(pollId),
    on,
    data: { publicKey, trustees },
  });
  return readPoll(act, pollId, { on });
}

/** By a trustee, with the hash of the share that was handed over: the share itself stays with them until the tally. */
export async function confirmShare(
  act: Act,
  pollId: string,
  shareHash: string,
  { on = act.today }: Telling = {},
): Promise<PollView> {
  const row = await lockedPoll(act, pollId);
  const { personId, at } = needTrustee(act, row);
  needStage(row, 'draft', on);
  if (row.share_hashes?.[at] !== shareHash) throw refuse('ballot/wrong-share');
  if (!row.share_confirmed.includes(personId)) {
    const share_confirmed = [...row.share_confirmed, personId];
    await data.updatePoll(act.db, act.bureauId, pollId, { share_confirmed });
    const [trustee = ''] = await namesOf(act, [personId]);
    act.record({ kind: 'ballot/share-confirmed', subject: subjectOf(pollId), on, data: { trustee } });
  }
  return readPoll(act, pollId, { on });
}

const unconfirmedOf = ({ trustee_ids, share_confirmed }: data.PollRow): string[] =>
  trustee_ids.filter((id) => !share_confirmed.includes(id));

const namesOf = async (act: Act, ids: readonly string[]): Promise<string[]> => {
  const names: string[] = [];
  for (const id of ids) names.push((await findPerson(act, id))?.name ?? '');
  return names;
};

/** The second signature fixes the manifest and opens the box: phase `signed`. By the keeper. */
export async function signManifest(
  act: Act,
  pollId: string,
  role: Role,
  passphrase: string,
  { on = act.today }: Telling = {},
): Promise<PollView> {
  const row = await keepersPoll(act, pollId, role, { is: 'draft', on });
  const manifest = await draftManifest(act, row);
  const { signer } = await openRing(act, pollId, role, passphrase);
  const place = { bureau_id: act.bureauId, poll_id: pollId, role };
  await data.signKeyring(act.db, place, sign(manifest, signer));
  const hash = toB64(await manifestHash(manifest));
  act.record({ kind: 'ballot/signed', subject: subjectOf(pollId), on, data: { role, hash } });
  await fixIfSigned(act, row, manifest, hash);
  return readPoll(act, pollId, { on });
}

async function draftManifest(act: Act, row: data.PollRow): Promise<PollManifest> {
  const rings = await data.listKeyrings(act.db, row.poll_id);
  if (rings.length < 2 || row.tally_key === null) throw refuse('ballot/keys-incomplete');
  const without = await namesOf(act, unconfirmedOf(row));
  if (without.length > 0) throw refuse('ballot/shares-unconfirmed', { names: without.join('、') });
  const strata = await data.listStrata(act.db, row.poll_id);
  return rules.manifestOf({
    pollId: row.poll_id,
    plan: { ...planOf(row), ...(await companionOf(act, row)) },
    strata: strata.map(({ stratum, label, eligible }) => ({ id: stratum, label, eligible })),
    rings: await Promise.all(rings.map(withKeyIds)),
    tallyKey: row.tally_key,
    trustees: await namesOf(act, row.trustee_ids),
  });
}

/** Hash of the manifest that is to be signed before this one, or was. */
async function companionOf(act: Act, { companion_id }: data.PollRow): Promise<{ companion?: string }> {
  if (companion_id === null) return {};
  const row = await loadPoll(act, companion_id);
  return { companion: row.manifest_hash ?? toB64(await manifestHash(await draftManifest(act, row))) };
}

/** What a manifest names must be fixed before it is. */
async function needCompanion(act: Act, { companion_id }: data.PollRow): Promise<void> {
  if (companion_id === null) return;
  const { manifest_hash } = await loadPoll(act, companion_id);
  if (manifest_hash === null) throw refuse('ballot/companion-unsigned');
}

async function withKeyIds({ role, signer, spki }: data.KeyringRow): Promise<rules.Keyring> {
  const keyIds: Record<string, string> = {};
  for (const [stratum, key] of Object.entries(spki)) keyIds[stratum] = await keyIdOf(key);
  return { role, signer, spki, keyIds };
}

const planOf = (row: data.PollRow): rules.ManifestParts['plan'] => ({
  title: row.title,
  level: row.level,
  contentHash: row.content_hash,
  receiptKey: row.receipt_key,
  payloadBytes: row.payload_bytes,
  ballotOrigin: row.ballot_origin,
  issueFrom: row.issue_from,
  issueTo: row.issue_to,
  castFrom: row.cast_from,
  castTo: row.cast_to,
  rules: row.rules as PollManifest['rules'],
  clientHash: row.client_hash,
  eligibleListHash: row.eligible_list_hash,
  ...(row.prev_manifest === null ? {} : { prevManifest: row.prev_manifest }),
});

async function fixIfSigned(act: Act, row: data.PollRow, manifest: PollManifest, hash: string): Promise<void> {
  const rings = await data.listKeyrings(act.db, row.poll_id);
  const signatures = rings.flatMap(({ role, signature }) =>
    signature === null ? [] : [{ by: role, alg: 'Ed25519' as const, sig: signature }],
  );
  if (signatures.length < 2) return;
  await needCompanion(act, row);
  const signed = { manifest, hash, signatures };
  await residentOf(act).boxAt(row.level).register(placeOf(row), signed);
  await data.updatePoll(act.db, act.bureauId, row.poll_id, {
    stage: 'signed',
    manifest: JSON.stringify(signed),
    manifest_hash: hash,
  });
}

/** Opens one role's keys in memory, so that tokens can be drawn. By the keeper. */
export async function unlockKeys(
  act: Act,
  pollId: string,
  role: Role,
  passphrase: string,
  { on = act.today }: Telling = {},
): Promise<PollView> {
  await keepersPoll(act, pollId, role, { is: 'signed', on });
  const { keys } = await openRing(act, pollId, role, passphrase);
  residentOf(act).unlocked.set(ringOf(pollId, role), keys);
  act.record({ kind: 'ballot/unlocked', subject: subjectOf(pollId), on, data: { role } });
  return readPoll(act, pollId, { on });
}

export async function lockKeys(
  act: Act,
  pollId: string,
  role: Role,
  { on = act.today }: Telling = {},
): Promise<PollView> {
  await keepersPoll(act, pollId, role);
  if (residentOf(act).unlocked.delete(ringOf(pollId, role)))
    act.record({ kind: 'ballot/locked', subject: subjectOf(pollId), on, data: { role } });
  return readPoll(act, pollId, { on });
}
