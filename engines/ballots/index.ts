/** Anonymous ballots by blind signatures: one for each who may, and nobody can tell whose. */
export { fromB64, sha256, shuffle, toB64, utf8, type B64, type Bytes, type RandomBytes } from './bytes.ts';
export { canonical, hashOf } from './canonical.ts';
export {
  isSigned,
  isSoundKey,
  newSigningKey,
  signBytes,
  signingKeyOf,
  type Ed25519,
  type SigningKey,
} from './sign.ts';
export {
  isCompanion,
  issuerRoles,
  keyIdOf,
  manifestHash,
  signManifest,
  stratumOf,
  whyNotManifest,
  type IssuerKey,
  type IssuerRole,
  type Level,
  type ManifestFault,
  type PollManifest,
  type SignedManifest,
  type Stratum,
} from './manifest.ts';
export { finishToken, isWhole, startToken, tokenIdOf, type TokenSecret } from './token.ts';
export {
  ballotChecker,
  ballotIdOf,
  makeBallot,
  mostVersions,
  type Ballot,
  type BallotChecker,
  type BallotFault,
} from './ballot.ts';
export { sealedBytes } from './seal.ts';
export { openLoose, sealLoose } from './loose.ts';
export { joinShares, shareHashOf, shareTallyKey, wrongShares, type SharedTallyKey } from './trustees.ts';
export { isReceipt, makeReceipt, signReceipt, type Receipt } from './receipt.ts';
export {
  checkReceipt,
  faultsOf,
  inclusionOf,
  makeBulletin,
  provesInclusion,
  type Bulletin,
  type BulletinEntry,
  type BulletinFault,
  type InclusionProof,
  type ReceiptCheck,
} from './bulletin.ts';
export { openBallots, type OpenedBallot, type Tally, type TallyInput } from './tally.ts';
export {
  eligibleListHash,
  eligibleList,
  isEligible,
  type Eligible,
  type EligibleList,
  type EligibleProof,
} from './eligible.ts';
