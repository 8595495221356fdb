/** Effects of activities as the ledger has them: news from below, which this module only repeats. */
import type { Act } from '#platform/act/index.ts';
import type { Reply } from '#platform/contract/index.ts';
import { listFacts } from '#platform/ledger/index.ts';
import { ActivityEffect, type resultRoutes } from './result.contract.ts';
import { loadResult } from './result.work.ts';

const kind = 'activity/effect-estimated';

/** What such a fact must say to be shown; one of another shape is left out. */
const Said = ActivityEffect.pick({ activityId: true, name: true, grade: true }).extend({
  waveId: ActivityEffect.shape.activityId,
  finding: ActivityEffect.shape.name,
  findingEn: ActivityEffect.shape.name,
});

/** Facts looked through: one per activity and wave. */
const most = 1000;

/** Visible with the wave's result; strongest evidence first, then in the order estimated. */
export async function listEffects(act: Act, waveId: string): Promise<Reply<typeof resultRoutes.listEffects>> {
  await loadResult(act, waveId);
  const facts = (await listFacts(act.db, { kind, limit: most })).toReversed();
  const effects = facts.flatMap(({ data, on }) => {
    const said = Said.safeParse(data);
    if (!said.success || said.data.waveId !== waveId) return [];
    const { activityId, name, grade, finding: zh, findingEn: en } = said.data;
    return [{ activityId, name, grade, finding: { zh, en }, on }];
  });
  return effects.toSorted((a, b) => (a.grade < b.grade ? -1 : a.grade > b.grade ? 1 : 0));
}
