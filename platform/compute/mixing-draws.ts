/** A batch of draws of one mechanism: pure, in a thread of `compute`. */
import { openDraws } from '#engines/mixing/index.ts';
import type { DrawnBatch, DrawOrder } from './mixing-job.ts';

export function drawBatch({ mechanism, from, to }: DrawOrder): DrawnBatch {
  const draws = openDraws(mechanism);
  const { people, rounds } = mechanism.problem;
  const groups = new Int16Array((to - from) * rounds.length * people.length);
  let at = 0;
  for (let number = from; number < to; number++)
    for (const seats of draws.assignment(draws.draw(number))) {
      groups.set(seats, at);
      at += people.length;
    }
  return { groups };
}
