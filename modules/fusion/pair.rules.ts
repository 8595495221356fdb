/** Who knows whom among given people, pair by pair. For machines on the server alone: no page, no file, no log. */
import type { Said } from './fusion.contract.ts';

/** Fewest people with a sheet among whom pairs are used at all: any figure made of fewer would tell of persons. */
export const fewestAmong = 10;

/** Codes of reports that are not there. */
export const unanswered = -1;
export const unasked = -2;

/** Reports of n people about each other: place i·n + j holds what i said of j, or `unanswered`, or `unasked`. */
export interface Reports {
  nPeople: number;
  said: Int8Array;
  /** Who of the n has a sheet, and who was on the wave's lists at all. */
  answered: Uint8Array;
  listed: Uint8Array;
}

export interface Asked {
  alias: string;
  listed: boolean;
  /** Null: everybody listed. */
  asks: readonly string[] | null;
}

interface Told {
  alias: string;
  reports: Readonly<Record<string, Said>>;
}

/** @param design `all`: an imported census, where a pair without a row was a "no"; `listed`: it was not asked. */
export function reportsAmong(
  aliases: readonly string[],
  members: readonly Asked[],
  sheets: readonly Told[],
  design: 'census' | 'rings' | 'all' | 'listed',
): Reports {
  const n = aliases.length;
  const memberOf = new Map(members.map((member) => [member.alias, member]));
  const sheetOf = new Map(sheets.map((sheet) => [sheet.alias, sheet]));
  const listed = Uint8Array.from(aliases, (alias) => (memberOf.get(alias)?.listed ? 1 : 0));
  const answered = Uint8Array.from(aliases, (alias, i) => (listed[i] && sheetOf.has(alias) ? 1 : 0));
  const asked = askedAmong(aliases, members);
  const said = new Int8Array(n * n).fill(unasked);
  aliases.forEach((alias, i) => {
    const reports = sheetOf.get(alias)?.reports;
    for (let j = 0; j < n; j++) {
      if (i === j || !listed[j]) continue;
      const one = reports?.[aliases[j]!];
      if (one !== undefined) said[i * n + j] = one === 'skip' ? unanswered : one;
      else if (design === 'all' && reports) said[i * n + j] = 0;
      else if (design !== 'listed' && asked[i * n + j]) said[i * n + j] = unanswered;
    }
  });
  return { nPeople: n, said, answered, listed };
}

/** 1 at i·n + j where i is, or will be, asked about j. */
export function askedAmong(aliases: readonly string[], members: readonly Asked[]): Uint8Array {
  const n = aliases.length;
  const memberOf = new Map(members.map((member) => [member.alias, member]));
  const placeOf = new Map(aliases.map((alias, at) => [alias, at]));
  const asked = new Uint8Array(n * n);
  aliases.forEach((alias, i) => {
    const own = memberOf.get(alias);
    if (!own) return;
    for (const other of own.asks ?? aliases) {
      const j = placeOf.get(other);
      if (j !== undefined && j !== i && memberOf.get(other)?.listed) asked[i * n + j] = 1;
    }
  });
  return asked;
}

/** What both said, the lower of the two; what the one said where only one did; null where neither. */
export function stateOf({ nPeople, said }: Reports, i: number, j: number): 0 | 1 | 2 | null {
  const known = [said[i * nPeople + j]!, said[j * nPeople + i]!].filter((one) => one >= 0);
  return known.length === 0 || i === j ? null : (Math.min(...known) as 0 | 1 | 2);
}
