/** Which wording of a plan counts: what was published. Drafts, and changes nobody approved, move nothing. */
import type { IndicatorContent } from '#modules/indicator/question.contract.ts';
import type { MeasureRow } from './measure.data.ts';
import type { AgreedIndicator, PlanContent } from './plan.contract.ts';
import type { PlanRow, VersionRow } from './plan.data.ts';
import type { Snapshot } from './plan.tables.ts';

/** A plan in one wording, joined with where its measures stand. */
export interface InForce {
  planId: string;
  /** Null: the working copy. */
  version: VersionRow | null;
  content: PlanContent;
  /** In the order of the 任务分解表, with this wording in place of the working copy's. */
  rows: MeasureRow[];
  /** As they were agreed on; null: as they are now. */
  indicators: readonly AgreedIndicator[] | null;
}

export const workingCopy = ({ plan_id: planId, content }: PlanRow, rows: readonly MeasureRow[]): InForce => ({
  planId,
  version: null,
  content,
  rows: [...rows],
  indicators: null,
});

/** Published versions, those superseded too, newest first. */
export const publishedOf = (versions: readonly VersionRow[]): VersionRow[] =>
  versions.filter(({ published_on: on }) => on !== null);

/**
 * What counts on a day: the version published last by then; on days before the first publication that first one; where
 * nothing was ever published, the working copy. `versions`: newest first.
 */
export function inForce(
  plan: PlanRow,
  versions: readonly VersionRow[],
  rows: readonly MeasureRow[],
  on: string,
): InForce {
  const published = publishedOf(versions);
  const known = published.filter(({ published_on: day }) => day! <= on);
  const version = known[0] ?? published.at(-1);
  if (!version) return workingCopy(plan, rows);
  return wordedAs(plan.plan_id, version, rows, known.slice(1));
}

/** One version with where its measures stand. What `earlier` ones promised and was cancelled since stays told. */
export function wordedAs(
  planId: string,
  version: VersionRow,
  rows: readonly MeasureRow[],
  earlier: readonly VersionRow[] = [],
): InForce {
  const wordings = new Map(version.snapshot.measures.map(({ id, content }) => [id, content]));
  const cancelled = cancelledIn(rows);
  for (const { snapshot } of earlier)
    for (const { id, content } of snapshot.measures)
      if (cancelled.has(id) && !wordings.has(id)) wordings.set(id, content);
  const worded = rows.flatMap((row): MeasureRow[] => {
    const content = wordings.get(row.measure_id);
    // A calendar is told that the entry is newer: by each publication, too.
    const revision = row.revision + version.version;
    return content ? [{ ...row, content, number: content.number, revision }] : [];
  });
  return {
    planId,
    version,
    content: version.snapshot.content,
    rows: worded.toSorted((a, b) => a.number - b.number),
    indicators: version.snapshot.indicators ?? null,
  };
}

export const cancelledIn = (rows: readonly MeasureRow[]): ReadonlySet<string> =>
  new Set(rows.filter(({ state }) => state === 'cancelled').map(({ measure_id: id }) => id));

/** The whole plan as a version keeps it, its indicators included: a target moved later moves nothing that was agreed on. */
export function snapshotOf(
  { content }: Pick<PlanRow, 'content'>,
  rows: readonly MeasureRow[],
  indicators: ReadonlyMap<string, { content: IndicatorContent }>,
): Snapshot {
  const measures = rows
    .filter(({ state }) => state !== 'cancelled')
    .map((row) => ({ id: row.measure_id, content: row.content }));
  const used = [...usedBy(measures)].toSorted().flatMap((id) => {
    const known = indicators.get(id);
    return known ? [{ id, content: known.content }] : [];
  });
  return { content, measures, indicators: used };
}

const usedBy = (measures: Snapshot['measures']): Set<string> =>
  new Set(
    measures.flatMap(({ content }) => [
      ...content.evidence.map(({ indicatorId }) => indicatorId),
      ...content.watches,
    ]),
  );

/** The wording without what was cancelled since: a cancellation is told as such, and rewords nothing. */
export function withoutCancelled(snapshot: Snapshot, cancelled: ReadonlySet<string>): Snapshot {
  const measures = snapshot.measures.filter(({ id }) => !cancelled.has(id));
  const used = usedBy(measures);
  const { content, indicators } = snapshot;
  return {
    content,
    measures,
    ...(indicators && { indicators: indicators.filter(({ id }) => used.has(id)) }),
  };
}
