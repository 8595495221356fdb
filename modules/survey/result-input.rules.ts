/** What a survey's results are made of. No row of it names a person or a ballot. */
import type { Release as Shown } from '#engines/suppression/index.ts';
import type { Summary } from '#engines/reliability/index.ts';
import type { Answers } from './answers.contract.ts';
import type { Questionnaire } from './questionnaire.contract.ts';
import type { Release } from './result.contract.ts';

export interface Opened {
  readonly stratum: string;
  readonly said: Answers;
}

export interface MeasuredStratum {
  readonly id: string;
  readonly label: string;
  readonly eligible: number;
  /** On the lists of this wave and of the one before: who came, who went; null in a first wave. */
  readonly moved: { joined: number; left: number } | null;
}

export interface MeasureInput {
  readonly survey: Release['survey'];
  readonly computedOn: string;
  readonly seed: number;
  readonly k: number;
  readonly kText: number;
  readonly questionnaire: Questionnaire;
  /** In the order of their random ids: the same answers always give the same bytes. */
  readonly answers: readonly Opened[];
  readonly strata: readonly MeasuredStratum[];
  readonly nTexts: number;
  readonly before: Before | null;
  /** Everything that readers have already. */
  readonly registered: readonly Shown[];
}

export interface Before {
  readonly survey: { id: string; title: string; castTo: string };
  readonly memory: Memory;
}

/** What the next wave needs of this one, unrounded. Kept with the results, part of no reply. */
export interface Memory {
  /** Tables with what is hidden in them: the register of `engines/suppression`. */
  readonly tables: readonly Shown[];
  readonly rate: number;
  /** By `scale@version`, whole bureau. */
  readonly scales: Readonly<Record<string, Summary>>;
  /** By `grouping|group|scale@version`; shown cells only. */
  readonly groups: Readonly<Record<string, Summary>>;
  /** Rows of questions by their place; absent in what was kept before single questions were compared. */
  readonly rows?: Readonly<Record<string, RememberedRow>>;
  /** By `grouping|group|place`: like `figures` of that row. */
  readonly rowGroups?: Readonly<Record<string, readonly (Summary | null)[]>>;
}

/** What a question's row said over the whole bureau. */
export interface RememberedRow {
  /** All words that people read: rows with the same are compared. */
  readonly wording: string;
  /** Of the mean, or of the share of each option; null where it was not told. */
  readonly figures: readonly (Summary | null)[];
  /** Share of all asked whose answer is known. */
  readonly rate: number;
}

export interface Measured {
  readonly release: Release;
  readonly memory: Memory;
}
