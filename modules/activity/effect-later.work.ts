/** The check that a later event must not predict this one's change (measures.md 9.4): which event, and its re-draws. */
import type { Drawn } from '#engines/inference/index.ts';
import type { Act } from '#platform/act/index.ts';
import type { PairWave } from '#modules/fusion/index.ts';
import { listActivityRows } from './activity.data.ts';
import { instantOf } from './day.rules.ts';
import { mechanismOf, type DrawnMechanism } from './draw-face.work.ts';
import { loadEvent, nForetelling, redrawsOf } from './effect-load.work.ts';
import type { EffectInput } from './effect-input.rules.ts';

/** Fewest people in both draws. */
const fewestShared = 10;

/**
 * The first event after the wave whose teams, drawn at random among many of the same people, were out when the wave
 * closed. Later teams are not asked about: a release is reckoned once, and again to the same bytes.
 */
export async function findLaterDraw(
  act: Act,
  after: PairWave,
  personIds: readonly string[],
): Promise<DrawnMechanism | null> {
  const ours = new Set(personIds);
  const found: { beginsAt: string; drawn: DrawnMechanism }[] = [];
  for (const row of await listActivityRows(act.db)) {
    const event =
      row.state === 'approved' || row.state === 'held' ? await loadEvent(act, row.activity_id) : null;
    if (!event || event.beginsOn <= after.closesOn) continue;
    const drawn = await mechanismOf(act, row.activity_id);
    if (drawn === null || drawn === 'gone' || !wasOut(drawn, after)) continue;
    const nShared = drawn.personIds.filter((id) => ours.has(id)).length;
    if (nShared >= fewestShared) found.push({ beginsAt: event.beginsAt, drawn });
  }
  return found.toSorted((a, b) => (a.beginsAt < b.beginsAt ? -1 : 1))[0]?.drawn ?? null;
}

const wasOut = ({ publishedAt, standing }: DrawnMechanism, { closesOn }: PairWave): boolean =>
  publishedAt !== null &&
  publishedAt < instantOf(closesOn, '23:59') &&
  (standing.grade === 'A' || standing.grade === 'B');

/** Its teams and re-draws, by the places of the people compared; −1 for whoever was not in it. */
export async function laterTeams(
  drawn: DrawnMechanism,
  personIds: readonly string[],
  signal?: AbortSignal,
): Promise<NonNullable<EffectInput['later']>> {
  const placeOf = new Map(drawn.personIds.map((id, at) => [id, at]));
  const ours = (seats: Drawn): Drawn =>
    seats.map((round) =>
      Int16Array.from(personIds, (id) => (placeOf.has(id) ? round[placeOf.get(id)!]! : -1)),
    );
  return {
    seats: ours(drawn.seats),
    redraws: (await redrawsOf(drawn, nForetelling, signal)).map(ours),
  };
}
