import type { IssuerRole, Level, OpenedBallot } from '#engines/ballots/index.ts';

export type { Level };
export type Role = IssuerRole;

export interface PollStratum {
  /** Letters, digits, `-`, `_`; bound into every token. */
  id: string;
  label: string;
  personIds: readonly string[];
}

/** What a poll is to be. Strata part the eligible: nobody stands in two. */
export interface PollPlan {
  title: string;
  level: Level;
  /** SHA-256 (base64url) over the canonical JSON of what is answered. */
  contentHash: string;
  /** SHA-256 over the client's files, as printed on the notice; empty while there is none. */
  clientHash: string;
  /** Longest payload in bytes; all are padded to it. 16 … 100,000. */
  payloadBytes: number;
  strata: readonly PollStratum[];
  /** People: who keeps the office's keys, who the witness's. */
  officeId: string;
  witnessId: string;
  /** Three people; two of them open the box. */
  trusteeIds: readonly string[];
  /** First and last days, `YYYY-MM-DD`. */
  issueFrom: string;
  issueTo: string;
  castFrom: string;
  castTo: string;
  rules: { k: number; kText: number; batch: number; resubmit: boolean };
  /** Hash of the manifest of the poll before in a series. */
  prevManifest?: string;
}

export interface TallyOutcome {
  /** In random order, without the token's name. */
  opened: OpenedBallot[];
  nForged: number;
  nUnreadable: number;
}
