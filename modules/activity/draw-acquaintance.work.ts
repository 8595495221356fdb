/**
 * Who knows whom, as the draw asks it of fusion. It is used where it is asked for and nowhere kept: the draw
 * stores the wave's id, and reads the same sheets again to run again. A closed wave's sheets do not change.
 */
import type { Act } from '#platform/act/index.ts';
import { acquaintanceAmong, listPairWaves, pairReports } from '#modules/fusion/index.ts';
import { eachPair, type PairStates } from './draw-problem.rules.ts';

type State = 0 | 1 | 2 | null;

const statesBy = (n: number, state: (i: number, j: number) => State): PairStates => {
  const states: string[] = [];
  eachPair(n, (i, j) => states.push(String(state(i, j) ?? '-')));
  return states.join('');
};

/** States of the last closed wave among these people; null where there is none. */
export async function statesNow(
  act: Act,
  personIds: readonly string[],
): Promise<{ waveId: string; states: PairStates } | null> {
  const known = await acquaintanceAmong(act, personIds);
  return known && { waveId: known.waveId, states: statesBy(personIds.length, known.state) };
}

/** The same of a wave drawn by before; null once its raw answers are gone. */
export async function statesOfWave(
  act: Act,
  waveId: string,
  personIds: readonly string[],
): Promise<PairStates | null> {
  const reports = await pairReports(act, waveId, personIds);
  if (!reports) return null;
  const { said, nPeople } = reports;
  return statesBy(personIds.length, (i, j) => {
    const told = [said[i * nPeople + j]!, said[j * nPeople + i]!].filter((one) => one >= 0);
    return told.length === 0 ? null : (Math.min(...told) as State);
  });
}

/** Last day of the newest closed wave whose answers are still there; null where there is none. */
export async function waveClosedOn(act: Act): Promise<string | null> {
  const waves = await listPairWaves(act);
  return waves.findLast(({ hasReports }) => hasReports)?.closesOn ?? null;
}
