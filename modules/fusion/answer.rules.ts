/** Answering: who may, how far one is, and what the private card says. */
import { dayInWords } from '#platform/contract/index.ts';
import type { Said } from './fusion.contract.ts';
import type { Card } from './answer.contract.ts';
import type { No } from './wave.rules.ts';

/** Version of the notice that a person agrees to; a new wording gets a new one. */
export const consentVersion = '2026-11-23';

/**
 * Notices that name the two uses besides measuring: forming teams and reckoning effects of activities. Sheets under an
 * older one are left out of both. Imported waves were promised something elsewhere, which the office answers for.
 */
export const consentsToActivities: readonly string[] = [consentVersion, 'imported'];

export interface Answering {
  state: string;
  source: 'asked' | 'imported';
  opensOn: string;
  closesOn: string;
  today: string;
  /** The person's membership of the wave; null: not in it. */
  member: { asked: boolean } | null;
}

/** Why somebody may not answer a wave now. */
export function whyNotAnswer({ state, source, opensOn, closesOn, today, member }: Answering): No | null {
  if (!member || source === 'imported' || state === 'draft') return { code: 'fusion/not-listed' };
  if (!member.asked) return { code: 'fusion/not-asked' };
  if (state !== 'open' || today > closesOn) return { code: 'fusion/closed' };
  return today < opensOn ? { code: 'fusion/not-yet', facts: openingFacts(opensOn) } : null;
}

function openingFacts(opensOn: string): { on: string; onEn: string } {
  const { zh, en } = dayInWords(opensOn);
  return { on: zh, onEn: en };
}

export type Answers = Readonly<Record<string, Said>>;

/** Names and domains asked and answered; a skip is an answer. Answers about others than those asked do not count. */
export function progressOf(
  asked: { people: readonly string[]; domains: readonly string[] },
  given: { reports: Answers; knowledge: Answers },
): { nAsked: number; nAnswered: number } {
  const answered =
    asked.people.filter((alias) => alias in given.reports).length +
    asked.domains.filter((code) => code in given.knowledge).length;
  return { nAsked: asked.people.length + asked.domains.length, nAnswered: answered };
}

export interface CardInput {
  ownLegacy: string;
  /** Those asked about, by alias, and where each comes from. */
  legacyOf: ReadonlyMap<string, string>;
  legacyNames: ReadonlyMap<string, string>;
  now: { reports: Answers; knowledge: Answers };
  before: { name: string; reports: Answers; knowledge: Answers } | null;
  domains: readonly { code: string; name: string }[];
}

const isState = (said: Said | undefined): said is 0 | 1 | 2 => typeof said === 'number';

/** Figures of a person's own answers, for that person. */
export function cardOf(input: CardInput): Omit<Card, 'wave'> {
  const said = Object.entries(input.now.reports).flatMap(([alias, answer]) =>
    isState(answer) ? [{ alias, answer, legacy: input.legacyOf.get(alias) ?? '' }] : [],
  );
  const counted = (rows: typeof said) => ({
    asked: rows.length,
    known: rows.filter(({ answer }) => answer >= 1).length,
    familiar: rows.filter(({ answer }) => answer === 2).length,
  });
  const byLegacy = [...input.legacyNames].flatMap(([code, name]) => {
    const rows = said.filter(({ legacy }) => legacy === code);
    return rows.length === 0 ? [] : [{ name, mine: code === input.ownLegacy, ...counted(rows) }];
  });
  return {
    ...counted(said),
    byLegacy,
    change: input.before && changeOf(said, input.before),
    domains: input.domains.map(({ code, name }) => ({
      name,
      said: input.now.knowledge[code] ?? null,
      before: input.before?.knowledge[code] ?? null,
    })),
  };
}

function changeOf(
  said: readonly { alias: string; answer: 0 | 1 | 2 }[],
  before: { name: string; reports: Answers },
): Card['change'] {
  const both = said.flatMap(({ alias, answer }) => {
    const earlier = before.reports[alias];
    return isState(earlier) ? [{ earlier, now: answer }] : [];
  });
  if (both.length === 0) return null;
  return {
    since: before.name,
    both: both.length,
    knownBefore: both.filter(({ earlier }) => earlier >= 1).length,
    knownNow: both.filter(({ now }) => now >= 1).length,
    newlyKnown: both.filter(({ earlier, now }) => earlier === 0 && now >= 1).length,
  };
}
