/** The evidence ladder A–D: how far a figure can say that an event caused what it measures. */

export interface Evidence {
  /**
   * `drawn`: teams drawn at random by a stored mechanism. `as-if-drawn`: by a rule that does not know the outcome
   * (alphabet, duty roster), named in the log. `chosen`: by people.
   */
  readonly assignment: 'drawn' | 'as-if-drawn' | 'chosen';
  /** The mechanism with its seed lay in the ledger before the event began. */
  readonly storedBefore: boolean;
  readonly hasBefore: boolean;
  readonly hasAfter: boolean;
  /** Waves before the event in which the pairs compared were seen. */
  readonly nWavesBefore: number;
  readonly nPeople: number;
  readonly nTeams: number;
  /** Pairs with an outcome that shared a team, and that did not, after those no draw could put together. */
  readonly nExposed: number;
  readonly nUnexposed: number;
  /** Share of the asked rows that are known before and after, 0…1. */
  readonly response: number;
  /** An estimate with both ends of its interval came out. */
  readonly estimated: boolean;
  /** p-values of the checks that must find nothing; null where one could not be made. */
  readonly placebos: readonly (number | null)[];
}

export type Grade = 'A' | 'B' | 'C' | 'D' | 'cannot-tell';

export const gradeReasons = [
  'no-wave-before',
  'no-wave-after',
  'few-people',
  'few-pairs',
  'low-response',
  'no-estimate',
  'drawn-before',
  'stored-late',
  'as-if-drawn',
  'chosen',
  'placebo-failed',
  'placebo-missing',
  'parallel-before',
  'one-wave-before',
  'some-response',
] as const;
export type GradeReason = (typeof gradeReasons)[number];

export interface Graded {
  readonly grade: Grade;
  readonly reasons: readonly GradeReason[];
}

/** Fewest people and exposed pairs of which an effect is told, and least response (measures.md 9, 10). */
export const leastEvidence = { people: 10, teams: 2, exposed: 20, unexposed: 20, response: 0.6 } as const;
/** From here on missing answers need no word of their own. */
const fullResponse = 0.8;

/** Reasons come in the order in which they are to be read; those that decide come first. */
export function gradeOf(evidence: Evidence): Graded {
  const never = whyCannotTell(evidence);
  if (never.length > 0) return { grade: 'cannot-tell', reasons: never };
  const { grade, reasons } = ladder(evidence);
  return { grade, reasons: evidence.response < fullResponse ? [...reasons, 'some-response'] : reasons };
}

function whyCannotTell(evidence: Evidence): GradeReason[] {
  const { people, teams, exposed, unexposed, response } = leastEvidence;
  const reasons: [boolean, GradeReason][] = [
    [!evidence.hasBefore, 'no-wave-before'],
    [!evidence.hasAfter, 'no-wave-after'],
  ];
  const missing = reasons.flatMap(([holds, reason]) => (holds ? [reason] : []));
  if (missing.length > 0) return missing;
  const few: [boolean, GradeReason][] = [
    [
      evidence.nPeople < people || (evidence.assignment !== 'chosen' && evidence.nTeams < teams),
      'few-people',
    ],
    [evidence.nExposed < exposed || evidence.nUnexposed < unexposed, 'few-pairs'],
    [evidence.response < response, 'low-response'],
    [!evidence.estimated, 'no-estimate'],
  ];
  const found = few.flatMap(([holds, reason]) => (holds ? [reason] : []));
  // that no estimate came out is news only where nothing else tells why
  return found.length > 1 ? found.filter((reason) => reason !== 'no-estimate') : found;
}

function ladder({ assignment, storedBefore, nWavesBefore, placebos }: Evidence): Graded {
  const made = placebos.filter((p) => p !== null);
  // Bonferroni over the checks made, so that one event in twenty is degraded by chance and not one in ten
  const failed = made.some((p) => p * made.length <= 0.05);
  if (assignment === 'drawn' && storedBefore)
    return failed
      ? { grade: 'B', reasons: ['drawn-before', 'placebo-failed'] }
      : { grade: 'A', reasons: ['drawn-before'] };
  if (assignment !== 'chosen') {
    const reason = assignment === 'drawn' ? 'stored-late' : 'as-if-drawn';
    if (failed) return { grade: 'D', reasons: [reason, 'placebo-failed'] };
    return made.length === 0
      ? { grade: 'D', reasons: [reason, 'placebo-missing'] }
      : { grade: 'B', reasons: [reason] };
  }
  if (nWavesBefore < 2) return { grade: 'D', reasons: ['chosen', 'one-wave-before'] };
  if (made.length === 0) return { grade: 'D', reasons: ['chosen', 'placebo-missing'] };
  return failed
    ? { grade: 'D', reasons: ['chosen', 'placebo-failed'] }
    : { grade: 'C', reasons: ['chosen', 'parallel-before'] };
}
