import type { Act } from '#platform/act/index.ts';
import type { LegacyAgency, LegacyAgencyLine } from './agency.contract.ts';
import { countByAgency, listAgencies, saveAgencies } from './agency.data.ts';
import { listLegacyAgencies } from './door.work.ts';
import { refusePeople } from './refuse.work.ts';

/** The list with how many persons name each, here or left. */
export async function showAgencies(act: Act): Promise<LegacyAgencyLine[]> {
  const counts = await countByAgency(act.db);
  return (await listLegacyAgencies(act)).map((agency) => ({
    ...agency,
    nPeople: counts.get(agency.code) ?? 0,
  }));
}

/** Makes the usual list the bureau's own, as soon as somebody is put on the roster. */
export async function settleAgencies(act: Act): Promise<readonly LegacyAgency[]> {
  const own = await listAgencies(act.db);
  if (own.length > 0) return own;
  const usual = await listLegacyAgencies(act);
  await saveAgencies(act.db, act.bureauId, usual);
  return usual;
}

/** Replaces the list; an agency that people come from stays, by its code. */
export async function changeAgencies(
  act: Act,
  agencies: readonly LegacyAgency[],
): Promise<LegacyAgencyLine[]> {
  for (const pick of ['code', 'name'] as const) {
    const seen = new Set<string>();
    for (const agency of agencies) {
      if (seen.has(agency[pick])) throw refusePeople('people/agency-twice', { name: agency[pick] });
      seen.add(agency[pick]);
    }
  }
  const codes = new Set(agencies.map(({ code }) => code));
  const gone = (await showAgencies(act)).find(({ code, nPeople }) => nPeople > 0 && !codes.has(code));
  if (gone) throw refusePeople('people/agency-in-use', { n: gone.nPeople, name: gone.name });
  await saveAgencies(act.db, act.bureauId, agencies);
  act.record({
    kind: 'people/agencies-saved',
    subject: `bureau/${act.bureauId}`,
    data: { n: agencies.length },
  });
  return showAgencies(act);
}
