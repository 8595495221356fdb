import { mostVersions, sealedBytes, type BallotFault, type PollManifest } from '#engines/ballots/index.ts';

export type { Ballot, Bulletin, SignedManifest } from '#engines/ballots/index.ts';

export interface No {
  code: string;
  facts?: Record<string, unknown>;
}

/** What each fault of a ballot is called to its sender. */
export const codeOf = {
  malformed: 'ballot/malformed',
  size: 'ballot/wrong-size',
  stratum: 'ballot/wrong-stratum',
  token: 'ballot/forged',
  signature: 'ballot/bad-signature',
} as const satisfies Record<BallotFault, string>;

export function whyNotCast(
  { castFrom: from, castTo: to }: Pick<PollManifest, 'castFrom' | 'castTo'>,
  today: string,
  isShut: boolean,
) {
  return isShut || today < from || today > to
    ? ({ code: 'ballot/not-casting', facts: { from, to } } as const)
    : null;
}

/** The version that a token was last cast with, and under which name; undefined for none. */
export interface Spent {
  version: number;
  ballotId: string;
}

/** Whether a ballot follows what its token was spent on; `again` is the same ballot sent twice. */
export function whyNotFollows(
  spent: Spent | undefined,
  next: Spent,
  resubmit: boolean,
): 'again' | 'ballot/replayed' | 'ballot/no-resubmission' | null {
  if (spent?.version === next.version && spent.ballotId === next.ballotId) return 'again';
  if (next.version !== (spent?.version ?? 0) + 1 || next.version > mostVersions) return 'ballot/replayed';
  return spent && !resubmit ? 'ballot/no-resubmission' : null;
}

/** Bytes of a ballot's JSON, at most: the payload in base64, and its token and signatures beside it. */
export const mostBallotBytes = ({ payloadBytes }: Pick<PollManifest, 'payloadBytes'>): number =>
  Math.ceil((sealedBytes(payloadBytes) * 4) / 3) + 3000;

/** Of replacements in one batch only the last is stored. Answers those, and how many were superseded. */
export function lastOfEach<T extends { tokenId: string; version: number }>(
  ballots: readonly T[],
): { last: T[]; nSuperseded: number } {
  const last = new Map<string, T>();
  for (const ballot of ballots) {
    const other = last.get(ballot.tokenId);
    if (!other || other.version < ballot.version) last.set(ballot.tokenId, ballot);
  }
  return { last: [...last.values()], nSuperseded: ballots.length - last.size };
}
