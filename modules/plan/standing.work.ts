/** Gathers what papers tell of a plan: where its measures stand on a day, and what moved since an earlier one. */
import type { Act } from '#platform/act/index.ts';
import { addDays } from '#platform/contract/index.ts';
import { unitsOfMeasure } from '#platform/contract/measure.ts';
import { isPassedOn } from './brief.rules.ts';
import { compareWordings } from './compare.rules.ts';
import { contradictionsIn } from './contradiction.work.ts';
import { delayReasons, type Lamp, type MeasureLine } from './measure.contract.ts';
import type { MeasureRow } from './measure.data.ts';
import { recordsBehind, watchesOf } from './measure-view.work.ts';
import { publishedOf } from './in-force.rules.ts';
import { openPlan, type OpenPlan } from './in-force.work.ts';
import { answersOf, linesOf, type Ground } from './plan-load.work.ts';
import { comparable, sourcesOf } from './plan-view.work.ts';
import { listLongSlow } from './slow.work.ts';
import { matterOf, type Standing, type StandingTask } from './standing.rules.ts';

export interface StandingAsked {
  from: string;
  issuer: string;
  pages: string | null;
}

/** Cost: two questions to the ledger for each rule of the plan, and its records. */
export async function standingOf(
  act: Act,
  opened: OpenPlan,
  { from, issuer, pages }: StandingAsked,
): Promise<Standing> {
  const { counted, ground } = opened;
  const { planId, content, rows } = counted;
  const { on } = ground;
  const lines = await linesOf(act, ground, counted);
  const { taken, notTaken } = await sourcesOf(act, counted);
  const contradictions = await contradictionsIn(ground, lines);
  return {
    planId,
    name: content.name,
    matter: matterOf(content.name),
    issuer,
    from,
    on,
    toOn: content.toOn,
    strands: content.strands,
    tasks: await tasksOf(
      ground,
      rows,
      { lines, longSlow: await listLongSlow(act, ground, counted, lines) },
      from,
    ),
    before: await lampsBefore(act, opened, from),
    ...wordingsOf(opened),
    outcomes: await outcomesOf(ground, rows),
    contradictions: contradictions.map(({ measureId, sentence }) => ({ measureId, text: sentence.zh })),
    sources: { taken: taken.length, declined: notTaken.length },
    pages,
  };
}

async function tasksOf(
  ground: Ground,
  rows: readonly MeasureRow[],
  { lines, longSlow }: { lines: readonly MeasureLine[]; longSlow: ReadonlySet<string> },
  from: string,
): Promise<StandingTask[]> {
  const places = new Map(ground.asking.units.map(({ unitId }, at) => [unitId, at]));
  const tasks: StandingTask[] = [];
  for (const [at, row] of rows.entries()) {
    const line = lines[at]!;
    const records = await recordsBehind(ground, row);
    tasks.push({
      ...told(line, ground, longSlow),
      place: places.get(row.content.leadUnitId) ?? places.size,
      cancelledFor: line.state === 'cancelled' ? (row.cancelled?.reason ?? '') : null,
      rules: (await answersOf(ground, row.measure_id, row.content)).map(({ known, target, answer }) => ({
        name: known.content.name,
        unit: answer.unit === null ? '' : unitsOfMeasure[answer.unit].zh,
        target,
        value: answer.value,
      })),
      records: records
        .filter((fact) => fact.on >= from && fact.on <= ground.on)
        .map((fact) => ({ on: fact.on, sentence: fact.sentence.zh }))
        .toReversed(),
    });
  }
  return tasks;
}

/** What was explained after the day is not known on it. */
function told(line: MeasureLine, ground: Ground, longSlow: ReadonlySet<string>) {
  const { id, content, progress, nObjections } = line;
  const delay = line.delay !== null && line.delay.on <= ground.on ? line.delay : null;
  return {
    id,
    number: content.number,
    title: content.title,
    strand: content.cells[0]!.strand,
    lead: ground.nameOf(content.leadUnitId),
    endsOn: content.endsOn,
    lamp: progress.lamp,
    because: progress.because.zh,
    delay: delay && {
      said: [delayReasons[delay.reason].zh, delay.text].filter(Boolean).join('，').replace(/。$/, ''),
      expectedOn: delay.expectedOn,
    },
    nObjections,
    isPassedOn: isPassedOn({ ...line, delay }, ground.on, longSlow),
  };
}

/** Lamps on the day before; none where the plan had not begun. */
async function lampsBefore(
  act: Act,
  { counted: { planId, content } }: OpenPlan,
  from: string,
): Promise<Map<string, Lamp> | null> {
  const day = addDays(from, -1);
  if (day < content.fromOn) return null;
  const { counted, ground } = await openPlan(act, planId, { on: day });
  return new Map((await linesOf(act, ground, counted)).map(({ id, progress }) => [id, progress.lamp]));
}

/** The first and the last wording that were public by the day. */
function wordingsOf({ versions, ground }: OpenPlan): Pick<Standing, 'publishedOn' | 'changed'> {
  const published = publishedOf(versions).filter(({ published_on: day }) => day! <= ground.on);
  const [last, first] = [published[0], published.at(-1)];
  if (!last || !first)
    return { publishedOn: null, changed: { added: 0, removed: 0, reworded: 0, versions: 0 } };
  const differences = compareWordings(
    comparable(ground, first.snapshot),
    comparable(ground, last.snapshot),
    ground.nameOf,
  );
  const count = (kind: 'added' | 'removed' | 'changed'): number =>
    differences.filter((one) => one.kind === kind && one.measureId !== null).length;
  return {
    publishedOn: first.published_on,
    changed: {
      added: count('added'),
      removed: count('removed'),
      reworded: count('changed'),
      versions: published.length,
    },
  };
}

/** Each indicator once, for the first measure that is for it; those that cannot be told on both sides are left out. */
async function outcomesOf(ground: Ground, rows: readonly MeasureRow[]): Promise<Standing['outcomes']> {
  const outcomes = new Map<string, Standing['outcomes'][number]>();
  for (const { measure_id: measureId, content } of rows)
    for (const { indicatorId, name, before, since, worse } of await watchesOf(ground, content)) {
      if (outcomes.has(indicatorId) || before.value === null || since.value === null) continue;
      outcomes.set(indicatorId, { measureId, name, before: before.value, since: since.value, worse });
    }
  return [...outcomes.values()];
}
