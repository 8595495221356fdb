/** Planning a wave: everything before it opens. */
import { randomInt } from 'node:crypto';
import type { Act } from '#platform/act/index.ts';
import { newId } from '#platform/db/uuid.ts';
import { listLegacyAgencies, listUnits } from '#modules/people/index.ts';
import type { WavePlan, WaveView } from './wave.contract.ts';
import { deleteWave, insertWave, updateWave } from './wave.data.ts';
import * as rules from './wave.rules.ts';
import { busyWith, lifeOf, lockWave, type Planning, refuseIf, subjectOf } from './wave-load.work.ts';
import { readWave } from './wave-view.work.ts';

async function refuseBadPlan(act: Act, plan: WavePlan): Promise<void> {
  const [units, agencies] = [await listUnits(act, plan.asOfOn), await listLegacyAgencies(act)];
  refuseIf(
    rules.whyNotPlan(plan, {
      unitIds: units.map(({ unitId }) => unitId),
      agencies: agencies.map(({ code }) => code),
    }),
  );
}

const columnsOf = (plan: WavePlan) => ({
  name: plan.name,
  purpose: plan.purpose,
  as_of_on: plan.asOfOn,
  unit_ids: plan.unitIds,
  opens_on: plan.opensOn,
  closes_on: plan.closesOn,
  delete_on: plan.deleteOn,
  names_per_person: plan.namesPerPerson,
  domains: plan.domains,
});

export async function planWave(
  act: Act,
  plan: WavePlan & { source: 'asked' | 'imported' },
  { on = act.today, seed = randomInt(2 ** 31) }: Planning = {},
): Promise<WaveView> {
  await refuseBadPlan(act, plan);
  const waveId = newId();
  await insertWave(act.db, {
    bureau_id: act.bureauId,
    wave_id: waveId,
    ...columnsOf(plan),
    state: 'draft',
    source: plan.source,
    seed,
    design: null,
    raw_deleted_on: null,
    released_on: null,
    job_id: null,
    import: null,
    created_at: act.now,
  });
  act.record({ kind: 'fusion/planned', subject: subjectOf(waveId), on, data: { name: plan.name } });
  return readWave(act, waveId);
}

export async function editWave(act: Act, waveId: string, plan: WavePlan): Promise<WaveView> {
  const row = await lockWave(act, waveId);
  refuseIf(rules.whyNotEdit(lifeOf(row, false)));
  await refuseBadPlan(act, plan);
  await updateWave(act.db, act.bureauId, waveId, columnsOf(plan));
  return readWave(act, waveId);
}

export async function removeWave(act: Act, waveId: string): Promise<void> {
  const row = await lockWave(act, waveId);
  refuseIf(rules.whyNotEdit(lifeOf(row, (await busyWith(act, row)) !== null)));
  await deleteWave(act.db, act.bureauId, waveId);
}
