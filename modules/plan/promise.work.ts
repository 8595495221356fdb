/** The page for all staff: what was promised, as published; where it stands, as the ledger says; what changed. */
import type { Act } from '#platform/act/index.ts';
import { compareWordings } from './compare.rules.ts';
import type { MeasureLine } from './measure.contract.ts';
import { listVersionRows } from './plan.data.ts';
import { dayAsked, linesOf, loadPlan, openGround, refuse } from './plan-load.work.ts';
import { sourcesOf } from './plan-view.work.ts';
import type { Snapshot } from './plan.tables.ts';
import { sumSentence } from './sum.rules.ts';

/** A measure in several strands is told once, in the first. */
const strandsOf = (
  { content, measures }: Snapshot,
  lines: ReadonlyMap<string, MeasureLine>,
  nameOf: (id: string) => string,
) =>
  content.strands.map(({ code, name }) => ({
    name,
    measures: measures.flatMap(({ id, content: { number, title, text, leadUnitId, endsOn, cells } }) => {
      const line = lines.get(id);
      if (!line || cells[0]?.strand !== code) return [];
      return [{ id, number, title, text, leadUnit: nameOf(leadUnitId), endsOn, line }];
    }),
  }));

export async function readPromise(act: Act, planId: string, on?: string) {
  await loadPlan(act, planId);
  const day = dayAsked(act, on);
  const versions = (await listVersionRows(act.db, planId)).filter(
    ({ published_on: published }) => published !== null && published <= day,
  );
  const [published] = versions;
  if (!published) throw refuse('plan/not-published');
  const ground = await openGround(act, day);
  const lines = new Map((await linesOf(act, ground, planId)).map((line) => [line.id, line]));
  const { content, measures } = published.snapshot;
  const first = versions.at(-1)!;
  const titles = new Map(measures.map((one) => [one.id, one.content.title]));
  const nameOf = (id: string): string => titles.get(id) ?? ground.nameOf(id);
  return {
    name: content.name,
    publishedOn: published.published_on!,
    version: published.version,
    sentence: sumSentence(measures.flatMap(({ id }) => lines.get(id) ?? [])),
    strands: strandsOf(published.snapshot, lines, ground.nameOf),
    changes: first === published ? [] : compareWordings(first.snapshot, published.snapshot, nameOf),
    notTaken: (await sourcesOf(act, planId)).notTaken,
  };
}
