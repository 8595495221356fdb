/** New findings on effects, on the first page of leaders and the office; to others once the wave is released. */
import { addDays } from '#platform/contract/index.ts';
import type { Act } from '#platform/act/index.ts';
import type { HomePart } from '#platform/module/index.ts';
import { listPairWaves } from '#modules/fusion/index.ts';
import { listActivityRows } from './activity.data.ts';
import type { BriefEffect } from './brief.rules.ts';
import { listEffectsSince } from './effect.data.ts';
import { mayRead } from './effect.work.ts';

/** Days for which a finding is new, and how many are shown. */
const daysNew = 30;
const most = 3;

/** Findings that this person may read, newest first. */
export async function recentEffects(act: Act): Promise<BriefEffect[]> {
  const rows = await listEffectsSince(act.db, addDays(act.today, -daysNew));
  if (rows.length === 0) return [];
  const waves = new Map((await listPairWaves(act)).map((wave) => [wave.waveId, wave]));
  const names = new Map((await listActivityRows(act.db)).map((row) => [row.activity_id, row.name]));
  return rows
    .filter(({ wave_id }) => mayRead(act, waves.get(wave_id)))
    .map(({ activity_id, release }) => ({
      activityId: activity_id,
      name: names.get(activity_id) ?? '',
      finding: release.finding,
      cannotTell: release.grade === 'cannot-tell',
    }));
}

export const effectLines = async (act: Act): Promise<HomePart['findings']> =>
  (await recentEffects(act)).slice(0, most).map(({ activityId, name, finding }) => {
    const text = { zh: `“${name}”：${finding.zh}`, en: `“${name}”: ${finding.en}` };
    return { text, to: `/activities/${activityId}/effect`, dueOn: null };
  });
