/** Measures that fall behind: their unit reads it at once and alone, leaders only of what has stayed slow without a reason. */
import { addDays } from '#platform/contract/index.ts';
import type { Act } from '#platform/act/index.ts';
import type { InForce } from './in-force.rules.ts';
import { agreed } from './in-force.work.ts';
import type { MeasureLine } from './measure.contract.ts';
import type { MeasureRow } from './measure.data.ts';
import { lineOf, listReached, openGround, type Ground } from './plan-load.work.ts';
import { staysPrivate } from './progress.rules.ts';

const unasked: ReadonlyMap<string, number> = new Map();

/** Those of the rows that are slow on the ground's day, as the ledger tells it. */
async function listSlow(act: Act, ground: Ground, rows: readonly MeasureRow[]): Promise<MeasureRow[]> {
  const reached = await listReached(act, rows, ground.on);
  const slow: MeasureRow[] = [];
  for (const row of rows) {
    const { progress } = await lineOf(ground, row, { reached, objections: unasked });
    if (progress.lamp === 'behind') slow.push(row);
  }
  return slow;
}

/** Open measures of published plans that are slow and without a reason, among those that `isAsked` names. */
export async function listSlowNow(
  act: Act,
  plans: readonly InForce[],
  isAsked: (row: MeasureRow) => boolean,
): Promise<MeasureRow[]> {
  const asked = plans.map((counted) => ({
    counted,
    rows: counted.rows.filter((row) => row.state === 'open' && row.delay === null && isAsked(row)),
  }));
  if (asked.every(({ rows }) => rows.length === 0)) return [];
  const now = await openGround(act);
  const slow: MeasureRow[] = [];
  for (const { counted, rows } of asked) slow.push(...(await listSlow(act, agreed(now, counted), rows)));
  return slow;
}

/** Of the lines that are slow on the ground's day, those that were so a week before already, in a wording that was out by then. */
export async function listLongSlow(
  act: Act,
  ground: Ground,
  { version, rows }: InForce,
  lines: readonly Pick<MeasureLine, 'id' | 'progress'>[],
): Promise<ReadonlySet<string>> {
  const on = addDays(ground.on, -staysPrivate);
  const slow = new Set(lines.filter(({ progress }) => progress.lamp === 'behind').map(({ id }) => id));
  const asked = rows.filter(({ measure_id: id }) => slow.has(id));
  if (asked.length === 0 || !version?.published_on || version.published_on > on) return new Set();
  return new Set((await listSlow(act, { ...ground, on }, asked)).map(({ measure_id: id }) => id));
}
