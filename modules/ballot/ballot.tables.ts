import type { Generated } from 'kysely';
import type { Level, Role } from './poll.rules.ts';

/** Rows of the PostgreSQL schema `ballot`: the identified side. Days are `YYYY-MM-DD`. */
export interface BallotTables {
  'ballot.poll': {
    bureau_id: string;
    poll_id: string;
    stage: Stage;
    title: string;
    level: Level;
    content_hash: string;
    client_hash: string;
    payload_bytes: number;
    issue_from: string;
    issue_to: string;
    cast_from: string;
    cast_to: string;
    rules: unknown;
    prev_manifest: string | null;
    /** The poll whose manifest this one's names. */
    companion_id: Generated<string | null>;
    eligible_list_hash: string;
    office_id: string;
    witness_id: string;
    trustee_ids: string[];
    receipt_key: string;
    ballot_origin: string;
    tally_key: string | null;
    /** SHA-256 of each trustee's share, in the order of `trustee_ids`. */
    share_hashes: Generated<string[] | null>;
    /** Trustees who have shown that theirs is in their hands. */
    share_confirmed: Generated<string[]>;
    manifest: unknown;
    manifest_hash: string | null;
    closed_on: string | null;
    complaints_until: string | null;
    tallied_on: string | null;
    destroy_on: string | null;
    issuance_destroyed_on: string | null;
    bulletin: unknown;
    rsa_bits: Generated<2048 | 3072>;
  };
  'ballot.stratum': {
    bureau_id: string;
    poll_id: string;
    stratum: string;
    label: string;
    position: number;
    eligible: number;
  };
  'ballot.keyring': {
    bureau_id: string;
    poll_id: string;
    role: Role;
    /** Public parts: the signer's key, and SPKI by stratum. */
    signer: string;
    spki: Record<string, string>;
    signature: string | null;
  };
  'ballot.eligible': {
    bureau_id: string;
    poll_id: string;
    person_id: string;
    stratum: string;
    salt: string;
  };
  'ballot.issuance': {
    bureau_id: string;
    poll_id: string;
    person_id: string;
    /** 0 the first token, 1 the one issued anew. */
    reissue: number;
    stratum: string;
    issued_on: string;
    blinded_hash: string;
    blind_sigs: string[];
  };
  'ballot.reissue': {
    bureau_id: string;
    poll_id: string;
    person_id: string;
    role: Role;
    /** A token had been drawn when it was given. */
    had_drawn: boolean;
  };
}

export type Stage = 'draft' | 'signed' | 'closed' | 'tallied' | 'destroyed';

/** Rows of the schema `ballot_box`: the anonymous side. Nothing here is a sequence or finer than a day. */
export interface BoxTables {
  'ballot_box.poll': {
    bureau_id: string;
    poll_id: string;
    manifest: unknown;
    superseded: number;
    bulletin: unknown;
  };
  'ballot_box.ballot': {
    bureau_id: string;
    poll_id: string;
    ballot_id: string;
    token_id: string;
    stratum: string;
    version: number;
    ballot_pk: string;
    nonce: string;
    sigs: string[];
    enc: string;
    sig: string;
    day: string;
  };
}
