/** The attacker over many surveys: what of each wish comes out better than chance, level by level. */
import { seeded } from '#engines/random/index.ts';
import { attack, namesOf, verdictOn, type Outcome, type Verdict } from '../ballot/attack.fixtures.ts';
import { lootOf, type LootRow, type Mark } from '../ballot/attack-loot.fixtures.ts';
import type { PlayedSurvey } from './attack-play.fixtures.ts';
import { wanted, type Secrets, type Wanted } from './attack-secret.fixtures.ts';

export interface Case {
  one: PlayedSurvey;
  secrets: Secrets;
}

export interface Loot {
  rows: readonly LootRow[];
  marks: readonly Mark[];
}

export const allNames = (cases: readonly Case[]): string[] =>
  namesOf(cases.flatMap(({ secrets }) => Object.values(secrets)));

export type Judged = Record<Wanted, Verdict & { joins: string[] }>;
export const allWishes = Object.keys(wanted) as Wanted[];

/** What the attacker links of each survey, wish by wish. */
export type Linked = { secrets: Secrets; outcomes: Partial<Record<Wanted, Outcome>> }[];

export function link(
  cases: readonly Case[],
  { rows, marks }: Loot,
  { seed, wishes = allWishes }: { seed: number; wishes?: readonly Wanted[] },
): Linked {
  const goods = lootOf(
    rows,
    marks,
    cases.flatMap(({ secrets }) => secrets.ratings.pollIds),
  );
  return cases.map(({ secrets }, i) => ({
    secrets,
    outcomes: Object.fromEntries(
      wishes.map((wish) => [wish, attack(goods, secrets[wish], seeded(seed + i))]),
    ),
  }));
}

/** All surveys together. `alpha`: of a false alarm over all that is wished. */
export function judge(linked: Linked, alpha: number): Judged {
  const wishes = allWishes.filter((wish) => linked.every(({ outcomes }) => outcomes[wish]));
  const judged = wishes.map((wish) => {
    const outcomes = linked.map((one) => one.outcomes[wish]!);
    const secrets = linked.map((one) => one.secrets[wish]);
    const joins = outcomes.flatMap((outcome) => outcome.joins);
    return [wish, { ...verdictOn(outcomes, secrets, alpha / wishes.length), joins }];
  });
  return Object.fromEntries(judged) as Judged;
}

/**
 * What the level does not promise to keep: at P1 the box shares the main database, whose write-ahead log and whose
 * backups of the days of casting tell which batch came first.
 */
export const promisedAt = (level: 'P1' | 'P2', { rows, marks }: Loot): Loot =>
  level === 'P2'
    ? { rows, marks }
    : {
        rows: rows.filter(({ table }) => !table.startsWith(whileCasting)),
        marks: marks.filter(
          ({ file }) => !file.kind.startsWith(whileCasting) && !file.kind.includes('pg_wal/'),
        ),
      };

export const whileCasting = 'backup while casting';
export const afterwards = 'backup afterwards';
