import type { Generated } from 'kysely';

export type UnitKind = 'bureau' | 'leadership' | 'section' | 'body' | 'team';
export type PostType = 'CIVIL_SERVICE' | 'CIVIL_SERVICE_MANAGED' | 'INSTITUTION' | 'CONTRACT';
export type AssignmentKind = 'appointed' | 'transfer' | 'secondment' | 'leave';
export type ImportState =
  | 'reading'
  | 'unreadable'
  | 'ready'
  | 'proposed'
  | 'applied'
  | 'undone'
  | 'declined'
  | 'dropped';

/** Rows of the PostgreSQL schema `people`. Days are `YYYY-MM-DD`; spans are half-open. */
export interface PeopleTables {
  'people.legacy_agency': {
    bureau_id: string;
    code: string;
    name: string;
    short_name: string;
    position: number;
    synonyms: string[];
  };
  'people.unit': {
    bureau_id: string;
    unit_id: string;
    code: string | null;
    kind: UnitKind;
    opened_on: string;
    closed_on: string | null;
    import_id: string | null;
  };
  'people.unit_form': {
    bureau_id: string;
    unit_id: string;
    from_on: string;
    until_on: string | null;
    name: string;
    short_name: string;
    parent_id: string | null;
    position: number;
  };
  'people.unit_place': {
    bureau_id: string;
    unit_id: string;
    from_on: string;
    until_on: string | null;
    building: string;
    floor: number | null;
  };
  'people.person': {
    bureau_id: string;
    person_id: string;
    staff_no: string;
    name: string;
    pinyin: string;
    initials: string;
    legacy_code: string;
    post_type: PostType | null;
    rank: string;
    rank_order: number | null;
    joined_on: string;
    left_on: string | null;
    phone_sealed: string | null;
    version: Generated<number>;
  };
  'people.assignment': {
    bureau_id: string;
    person_id: string;
    layer: Generated<'seat' | 'away'>;
    from_on: string;
    until_on: string | null;
    kind: AssignmentKind;
    unit_id: string | null;
    post: string;
    rank: string;
    post_type: PostType | null;
  };
  'people.import': {
    bureau_id: string;
    import_id: string;
    state: ImportState;
    file_name: string;
    file_sha256: string | null;
    job_id: string | null;
    effective_on: string;
    reading: string | null;
    problems: unknown;
    difference: unknown;
    counts: unknown;
    failure: unknown;
    mark_left: Generated<boolean>;
    created_by: string | null;
    created_at: string;
    proposed_by: string | null;
    proposed_at: string | null;
    decided_by: string | null;
    decided_at: string | null;
    applied_at: string | null;
    undone_at: string | null;
  };
  'people.change': {
    bureau_id: string;
    change_id: string;
    person_id: string;
    import_id: string | null;
    kind: string;
    before: unknown;
    version_after: number;
    at: string;
  };
}
