/** How many have finished, by groups large enough to hide in. */
import type { Act } from '#platform/act/index.ts';
import { listLegacyAgencies } from '#modules/people/index.ts';
import { answerAliases } from './alias.work.ts';
import { listMembers } from './member.data.ts';
import { listFinishedAliases } from './sheet.data.ts';
import { type GroupCount, shownTurnout, wholePercent } from './turnout.rules.ts';
import type { Turnout } from './wave.contract.ts';
import { loadWave, populationOf, refuse } from './wave-load.work.ts';

export async function readTurnout(act: Act, waveId: string): Promise<Turnout> {
  const row = await loadWave(act, waveId);
  if (row.source === 'imported' || row.state === 'draft') throw refuse('fusion/not-open');
  if (row.raw_deleted_on) throw refuse('fusion/raw-gone');
  const asked = new Set((await listMembers(act.db, waveId)).flatMap((one) => (one.asked ? [one.alias] : [])));
  const finished = new Set(await listFinishedAliases(act.db, waveId));
  const aliasOf = await answerAliases(act);
  const people = (await populationOf(act, row))
    .map((person) => ({ person, alias: aliasOf(person.personId) }))
    .filter(({ alias }) => asked.has(alias))
    .map(({ person, alias }) => ({ ...person, finished: finished.has(alias) }));
  const agencies = new Map((await listLegacyAgencies(act)).map(({ code, name }) => [code, name]));
  const counted = (
    codeOf: (one: (typeof people)[number]) => string,
    nameOf: (code: string) => string,
  ): GroupCount[] =>
    [...Map.groupBy(people, codeOf)].map(([code, group]) => ({
      code,
      name: nameOf(code),
      nEligible: group.length,
      nFinished: group.filter((one) => one.finished).length,
    }));
  const units = new Map(people.map((one) => [one.topUnitId, one.topUnitName]));
  const all = counted(
    () => 'all',
    () => '',
  )[0];
  return {
    nEligible: people.length,
    finished: all && people.length >= 10 ? wholePercent(all.nFinished / all.nEligible) : null,
    byLegacy: shownTurnout(
      counted(
        (one) => one.legacy,
        (code) => agencies.get(code) ?? code,
      ),
    ),
    byDepartment: shownTurnout(
      counted(
        (one) => one.topUnitId,
        (code) => units.get(code) ?? code,
      ),
    ),
    fewest: 10,
  };
}
