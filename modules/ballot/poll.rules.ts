import {
  issuerRoles,
  type IssuerRole,
  type Level,
  type OpenedBallot,
  type PollManifest,
} from '#engines/ballots/index.ts';
import { largestPayload, type RsaBits } from './ballot.contract.ts';
import type { Phase } from './poll.contract.ts';

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
  /** Length of the issuers' keys; 2048 unless given. */
  rsaBits?: RsaBits;
  /** Hash of the manifest of the poll before in a series. */
  prevManifest?: string;
  /** The poll that is cast beside it, prepared before: its manifest is signed first, and named in this one's. */
  companionId?: string;
}

export interface TallyOutcome {
  /** In random order, without the token's name. */
  opened: OpenedBallot[];
  nForged: number;
  nUnreadable: number;
}

export const nTrustees = 3;
export const threshold = 2;

export const shortestPassphrase = 12;

/** Why a plan cannot be a poll, as the reason within the refusal's sentence; null if it can. */
export function whyNotPlan(plan: PollPlan): { zh: string; en: string } | null {
  const ids = plan.strata.map(({ id }) => id);
  const people = plan.strata.flatMap(({ personIds }) => personIds);
  const { issueFrom, issueTo, castFrom, castTo, payloadBytes, trusteeIds } = plan;
  const checks: [boolean, string, string][] = [
    [
      issueFrom <= issueTo && castFrom <= castTo && issueFrom <= castFrom && issueTo <= castTo,
      '日期先后不对',
      'its dates do not follow each other',
    ],
    [
      ids.length > 0 && ids.every((id) => /^[A-Za-z0-9][A-Za-z0-9_-]{0,39}$/.test(id) && !(id in {})),
      '分组代号不对',
      'an id of its strata is malformed',
    ],
    [new Set(ids).size === ids.length, '分组代号重复', 'two strata have one id'],
    [
      plan.strata.every(({ personIds }) => personIds.length > 0),
      '有分组没有人',
      'a stratum has nobody in it',
    ],
    [new Set(people).size === people.length, '有人在两个分组里', 'somebody stands in two strata'],
    [
      new Set(trusteeIds).size === nTrustees && trusteeIds.length === nTrustees,
      '监督人应为三位不同的人',
      'it needs three different trustees',
    ],
    [plan.officeId !== plan.witnessId, '两位保管人不能是同一人', 'office and witness are one person'],
    [
      !trusteeIds.includes(plan.officeId) && !trusteeIds.includes(plan.witnessId),
      '保管人不能兼任监督人',
      'a keeper is a trustee too',
    ],
    [
      payloadBytes >= 16 && payloadBytes <= largestPayload,
      '选票长度不对',
      'the size of its ballots is out of range',
    ],
    [
      plan.rules.batch >= 2 && plan.rules.batch <= 50,
      '批量应在 2 到 50 之间',
      'its batch is not within 2 to 50',
    ],
  ];
  const failed = checks.find(([holds]) => !holds);
  return failed ? { zh: failed[1], en: failed[2] } : null;
}

export interface PollDates {
  stage: 'draft' | 'signed' | 'closed' | 'tallied' | 'destroyed';
  issueFrom: string;
  issueTo: string;
  castFrom: string;
  castTo: string;
  complaintsUntil: string | null;
}

export function openOn(poll: PollDates, today: string): { draw: boolean; cast: boolean } {
  const isSigned = poll.stage === 'signed';
  return {
    draw: isSigned && poll.issueFrom <= today && today <= poll.issueTo,
    cast: isSigned && poll.castFrom <= today && today <= poll.castTo,
  };
}

export function phaseOf(poll: PollDates, today: string): Phase {
  if (poll.stage === 'closed') return today <= (poll.complaintsUntil ?? '') ? 'closed' : 'countable';
  if (poll.stage !== 'signed') return poll.stage;
  const { draw, cast } = openOn(poll, today);
  if (today < poll.issueFrom) return 'signed';
  if (today > poll.castTo) return 'ended';
  return cast ? 'cast' : draw ? 'draw' : 'wait';
}

export const phaseWords: Readonly<Record<Phase, { zh: string; en: string }>> = {
  draft: { zh: '准备中', en: 'in preparation' },
  signed: { zh: '已签署', en: 'signed' },
  draw: { zh: '领票', en: 'drawing' },
  wait: { zh: '等待投票', en: 'waiting' },
  cast: { zh: '投票', en: 'casting' },
  ended: { zh: '已到期', en: 'past its last day' },
  closed: { zh: '申诉期', en: 'open to complaints' },
  countable: { zh: '可以开箱', en: 'ready to be opened' },
  tallied: { zh: '已计票', en: 'tallied' },
  destroyed: { zh: '已销毁', en: 'destroyed' },
};

/** What both keepers have laid down, by role. */
export interface Keyring {
  role: Role;
  signer: string;
  spki: Record<string, string>;
  keyIds: Record<string, string>;
}

export interface ManifestParts {
  pollId: string;
  plan: Omit<PollManifest, 'v' | 'pollId' | 'strata' | 'signers' | 'tally'>;
  strata: readonly { id: string; label: string; eligible: number }[];
  rings: readonly Keyring[];
  tallyKey: string;
  trustees: readonly string[];
}

/** The manifest, once keys and tally key are there. */
export function manifestOf({ pollId, plan, strata, rings, tallyKey, trustees }: ManifestParts): PollManifest {
  const ringOf = (role: Role) => rings.find((ring) => ring.role === role)!;
  return {
    ...plan,
    v: 1,
    pollId,
    strata: strata.map(({ id, label, eligible }) => ({
      id,
      label,
      eligible,
      issuerKeys: issuerRoles.map((role) => ({
        role,
        spki: ringOf(role).spki[id]!,
        keyId: ringOf(role).keyIds[id]!,
      })),
    })),
    signers: issuerRoles.map((role) => ({ by: role, publicKey: ringOf(role).signer })),
    tally: { kem: 'X25519', publicKey: tallyKey, trustees: [...trustees], threshold },
  };
}
