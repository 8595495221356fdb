/** The page for all staff: what was promised, as published; where it stands, as the ledger says; what changed. */
import type { Act } from '#platform/act/index.ts';
import { compareWordings } from './compare.rules.ts';
import { cancelledIn, publishedOf, withoutCancelled, type InForce } from './in-force.rules.ts';
import { openPlan } from './in-force.work.ts';
import type { MeasureLine } from './measure.contract.ts';
import { linesOf, refuse, stateOn, type Ground } from './plan-load.work.ts';
import { comparable, sourcesOf } from './plan-view.work.ts';
import { sumSentence } from './sum.rules.ts';
import type { VersionRow } from './plan.data.ts';

/** A measure in several strands is told once, in the first. */
const strandsOf = ({ content }: InForce, lines: readonly MeasureLine[], nameOf: (id: string) => string) =>
  content.strands.map(({ code, name }) => ({
    name,
    measures: lines.flatMap((line) => {
      const { number, title, text, leadUnitId, endsOn, cells } = line.content;
      if (cells[0]?.strand !== code) return [];
      return [{ id: line.id, number, title, text, leadUnit: nameOf(leadUnitId), endsOn, line }];
    }),
  }));

export async function readPromise(act: Act, planId: string, on?: string) {
  const { versions, counted, ground } = await openPlan(act, planId, { on });
  const published = publishedOf(versions).filter(({ published_on: day }) => day! <= ground.on);
  const [newest] = published;
  if (!newest) throw refuse('plan/not-published');
  const lines = await linesOf(act, ground, counted);
  return {
    name: counted.content.name,
    publishedOn: newest.published_on!,
    version: newest.version,
    sentence: sumSentence(lines),
    strands: strandsOf(counted, lines, ground.nameOf),
    changes: changesSince(published, counted, ground),
    cancelled: counted.rows
      .filter((row) => stateOn(row, ground.on) === 'cancelled')
      .map(({ measure_id: id, content, cancelled }) => ({ id, title: content.title, ...cancelled! })),
    notTaken: (await sourcesOf(act, counted)).notTaken,
  };
}

/** From the first wording to this one; what was cancelled is told apart, with its reason. */
function changesSince(published: readonly VersionRow[], { rows }: InForce, ground: Ground) {
  const [newest, first] = [published[0]!, published.at(-1)!];
  if (first === newest) return [];
  const titles = new Map(rows.map(({ measure_id: id, content }) => [id, content.title]));
  const cancelled = cancelledIn(rows.filter((row) => stateOn(row, ground.on) === 'cancelled'));
  const [before, after] = [first, newest].map(({ snapshot }) =>
    comparable(ground, withoutCancelled(snapshot, cancelled)),
  );
  return compareWordings(before!, after!, (id) => titles.get(id) ?? ground.nameOf(id));
}
