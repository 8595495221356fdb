/** Teams as lists of people: what hands changed, and what is told of each. */
import type { ChangeByHand } from './draw-choice.contract.ts';

type Teams = readonly (readonly (readonly string[])[])[];

/** Teams with the changes made, one after the other. */
export function teamsAfter(teams: Teams, changes: readonly ChangeByHand[]): string[][][] {
  const now = teams.map((round) => round.map((people) => [...people]));
  for (const { round, personId, withPersonId, from, to } of changes) {
    const target = now[round]?.[to - 1];
    if (!target) continue;
    const source = from === null ? undefined : now[round]![from - 1];
    if (source) source.splice(source.indexOf(personId), 1, ...(withPersonId === null ? [] : [withPersonId]));
    if (withPersonId === null) target.push(personId);
    else target.splice(target.indexOf(withPersonId), 1, personId);
  }
  return now;
}

/** Team from 1 of a person in a round; null: in none. */
export function teamOf(teams: Teams, round: number, personId: string): number | null {
  const at = (teams[round] ?? []).findIndex((people) => people.includes(personId));
  return at < 0 ? null : at + 1;
}

/** The change that is asked for, or null where it is none. */
export function changeAsked(
  teams: Teams,
  asked: { round: number; personId: string; withPersonId: string | null; team: number | null },
): Pick<ChangeByHand, 'round' | 'personId' | 'withPersonId' | 'from' | 'to'> | null {
  const { round, personId, withPersonId } = asked;
  const from = teamOf(teams, round, personId);
  const to = withPersonId === null ? asked.team : teamOf(teams, round, withPersonId);
  if (!teams[round] || to === null || to > teams[round].length || to === from) return null;
  if (withPersonId !== null && from === null) return null;
  return { round, personId, withPersonId, from, to };
}

/** Teams as places in a list of people; whoever is not on it is left out. */
export function placesOf(personIds: readonly string[], teams: Teams): number[][][] {
  const placeOf = new Map(personIds.map((id, at) => [id, at]));
  return teams.map((round) =>
    round.map((people) => people.flatMap((id) => placeOf.get(id) ?? []).sort((a, b) => a - b)),
  );
}

interface Side {
  legacy: string;
  unitId: string;
}

/** Agencies (most first), units and pairs across agencies of a team. */
export function mixOf(people: readonly Side[]): {
  legacies: { code: string; n: number }[];
  nUnits: number;
  nAcross: number;
  nPairs: number;
} {
  const counts = new Map<string, number>();
  for (const { legacy } of people) counts.set(legacy, (counts.get(legacy) ?? 0) + 1);
  const pairs = (n: number): number => (n * (n - 1)) / 2;
  const legacies = [...counts].map(([code, n]) => ({ code, n })).sort((a, b) => b.n - a.n);
  const nPairs = pairs(people.length);
  return {
    legacies,
    nUnits: new Set(people.map(({ unitId }) => unitId)).size,
    nAcross: nPairs - legacies.reduce((sum, { n }) => sum + pairs(n), 0),
    nPairs,
  };
}
