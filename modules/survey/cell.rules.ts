import type { Question, Trait } from './questionnaire.contract.ts';
import { choicesOf } from './questionnaire.rules.ts';
import { nValues, traitOf } from './trait.rules.ts';

/** One person of the roster, without a name: the stratum of the key, and what the roster knows. */
export interface RosterLine {
  stratum: string;
  /** For each trait the roster knows: the names under which an option may call the person's value. */
  called: Partial<Record<Trait, readonly string[]>>;
}

/** A question as it divides the roster. */
export interface Dimension {
  question: Question;
  trait: Trait;
  /** Option of each person as the roster has it, null for whom no option fits; null if the roster knows nothing of it. */
  optionOf: ((line: RosterLine) => string | null) | null;
}

/** The smallest group that a combination of answers would describe. */
export interface Cell {
  label: string;
  n: number;
  /** False where the roster lacks a trait and an even spread over the options was assumed. */
  counted: boolean;
}

export function dimensionOf(question: Question, roster: readonly RosterLine[]): Dimension | null {
  const trait = traitOf(question);
  if (!trait) return null;
  const options = choicesOf(question).length > 0 && 'options' in question ? question.options : [];
  const rest = options.find(({ text }) => /其他|其它/.test(text.zh))?.text.zh ?? null;
  const labelFor = (names: readonly string[] = []): string | null =>
    options.find(({ text }) => names.some((name) => text.zh.includes(name)))?.text.zh ?? rest;
  // Options that name nobody's value are some other way of asking: then the roster is no help.
  const fits = roster.some(({ called }) => called[trait] && labelFor(called[trait]) !== rest);
  return { question, trait, optionOf: fits ? (line) => labelFor(line.called[trait]) : null };
}

/**
 * Counts the roster over the dimensions the roster knows and shares each group evenly over those it does not.
 * Even spread flatters: true groups are smaller, so what is refused here is refused rightly.
 */
export function smallestCell(
  roster: readonly RosterLine[],
  dimensions: readonly Dimension[],
  withStratum: boolean,
): Cell | null {
  const counts = new Map<string, number>();
  for (const line of roster) {
    const parts = dimensions.flatMap(({ optionOf }) => (optionOf ? [optionOf(line)] : []));
    if (parts.includes(null)) continue;
    const label = [...(withStratum ? [line.stratum] : []), ...parts].join(' × ');
    counts.set(label, (counts.get(label) ?? 0) + 1);
  }
  const smallest = [...counts].reduce<[string, number] | null>(
    (least, one) => (least === null || one[1] < least[1] ? one : least),
    null,
  );
  if (!smallest) return null;
  const unknown = dimensions.filter(({ optionOf }) => !optionOf);
  const share = unknown.reduce((n, { question }) => n * nValues(question), 1);
  const named = [smallest[0], ...unknown.map(({ question }) => question.text.zh)].filter(
    (part) => part !== '',
  );
  return { label: named.join(' × '), n: Math.floor(smallest[1] / share), counted: unknown.length === 0 };
}
