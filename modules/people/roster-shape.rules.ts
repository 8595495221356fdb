/** The shapes of roster reading: what comes in from a file, what goes out to preview, comparison and import. */

export type {
  Cell as RosterCell,
  Sheet as RosterSheet,
  Workbook as RosterWorkbook,
} from '#platform/sheets/index.ts';

export type PostType = 'CIVIL_SERVICE' | 'CIVIL_SERVICE_MANAGED' | 'INSTITUTION' | 'CONTRACT';

export type RosterField =
  | 'staffNo'
  | 'name'
  | 'unit'
  | 'legacy'
  | 'postType'
  | 'post'
  | 'grade'
  | 'joinedOn'
  | 'phone'
  | 'active'
  | 'leftOn'
  | 'order';

export type UnitField = 'unitName' | 'unitParent' | 'unitKind' | 'unitFloor' | 'unitCode' | 'unitOrder';

/** A former agency: code and name as the bureau keeps them, and how people write it. */
export interface LegacyAgency {
  readonly code: string;
  readonly name: string;
  readonly synonyms: readonly string[];
}

export interface RosterOptions {
  /** Default: `defaultAgencies`. */
  readonly agencies?: readonly LegacyAgency[];
  /** The day on which the file is read, for 在岗 beside a leaving day; without it that is not checked. */
  readonly on?: string;
  /** Paths of units that the bureau already has, for files without a sheet 机构. */
  readonly knownUnits?: readonly string[];
}

/** One good row. `null` means that the file says nothing; an import then leaves what is known. */
export interface RosterRow {
  /** Row number in the sheet, from 1. */
  readonly row: number;
  readonly staffNo: string;
  readonly name: string;
  /** Path of the unit, `综合行政执法队/综合科`. */
  readonly unit: string;
  /** Code of the legacy agency. */
  readonly legacy: string;
  readonly postType: PostType | null;
  readonly post: string | null;
  readonly grade: string | null;
  readonly joinedOn: string | null;
  readonly phone: string | null;
  readonly active: boolean | null;
  /** First day no longer in this post. */
  readonly leftOn: string | null;
  readonly order: number | null;
}

/** A stretch of one person in one unit; half-open, `untilOn` is the first day it no longer holds. */
export interface StatedAssignment {
  readonly unit: string;
  readonly post: string | null;
  readonly fromOn: string | null;
  readonly untilOn: string | null;
}

/** A person as the file states them, assignments in order of time. */
export interface StatedPerson {
  readonly staffNo: string;
  readonly name: string;
  readonly legacy: string;
  readonly postType: PostType | null;
  readonly grade: string | null;
  readonly phone: string | null;
  readonly order: number | null;
  readonly active: boolean | null;
  readonly leftOn: string | null;
  readonly assignments: readonly StatedAssignment[];
  readonly rows: readonly number[];
}

/** A unit of the tree; `path` is the names from the root, joined by `/`. */
export interface RosterUnit {
  readonly path: string;
  readonly name: string;
  readonly parent: string | null;
  readonly code: string | null;
  readonly kind: string | null;
  readonly floor: string | null;
  readonly order: number | null;
  /** `sheet`: stands in 机构; `roster`: only named by people's rows. */
  readonly origin: 'sheet' | 'roster';
}

/** What is wrong with one cell, row or unit; the sentences stand in `roster.words.ts`. */
export type RosterProblemCode =
  | 'people/missing-cell'
  | 'people/cell-error'
  | 'people/id-card-number'
  | 'people/bad-staff-no'
  | 'people/number-lost-digits'
  | 'people/staff-no-repeated'
  | 'people/staff-no-two-names'
  | 'people/legacy-differs'
  | 'people/assignments-overlap'
  | 'people/bad-name'
  | 'people/private-character'
  | 'people/unknown-legacy'
  | 'people/unknown-post-type'
  | 'people/bad-date'
  | 'people/date-without-year'
  | 'people/date-without-day'
  | 'people/date-out-of-range'
  | 'people/left-before-joined'
  | 'people/left-but-active'
  | 'people/left-date-missing'
  | 'people/unknown-active'
  | 'people/bad-phone'
  | 'people/two-phones'
  | 'people/phone-lost-digits'
  | 'people/bad-order'
  | 'people/column-twice'
  | 'people/unit-filled-down'
  | 'people/unit-not-in-tree'
  | 'people/unit-ambiguous'
  | 'people/unit-parent-unknown'
  | 'people/unit-repeated'
  | 'people/unit-cycle';

/**
 * `error`: the row is left out; `warning`: it is kept, somebody should look.
 * `got` never holds an ID-card number; `expected` is data (a format, a list), not a sentence.
 */
export interface RosterProblem {
  readonly level: 'error' | 'warning';
  readonly sheet: string;
  readonly cell: string;
  readonly row: number;
  readonly column: RosterField | UnitField | null;
  readonly code: RosterProblemCode;
  readonly got: string;
  readonly expected: string;
}

export type SkipReason = 'total' | 'footer' | 'repeated-header' | 'example' | 'single-cell';

export interface RosterHeader {
  readonly sheet: string;
  /** Row number of the last header row, from 1. */
  readonly row: number;
  readonly mapping: readonly {
    readonly field: RosterField;
    readonly column: number;
    readonly label: string;
  }[];
  /** Labels of columns that are not read. */
  readonly ignored: readonly string[];
}

export interface RosterReading {
  readonly rows: readonly RosterRow[];
  readonly persons: readonly StatedPerson[];
  readonly units: readonly RosterUnit[];
  readonly problems: readonly RosterProblem[];
  readonly skipped: readonly { readonly row: number; readonly reason: SkipReason }[];
  readonly header: RosterHeader;
}

/** Why a whole file is refused; sentences in `roster.words.ts`. */
export interface RosterRefusal {
  readonly code:
    | 'people/id-card-column'
    | 'people/no-roster-header'
    | 'people/required-column-missing'
    | 'people/no-people';
  readonly facts: Readonly<Record<string, string | number>>;
}
