/**
 * Sweeps the box's table once nothing keeps what was deleted in it. A table written anew (VACUUM FULL) takes along every
 * row that a transaction still under way could ask for; the act that shuts a box is one in the same cluster at level
 * P1, and the rows it would keep lie in the order in which they came.
 */
import { setTimeout as sleep } from 'node:timers/promises';

export interface Sweeper {
  /** Sweeps at once where nothing is under way any more that came before, else as soon as that is so. */
  after(isOver: () => Promise<boolean>): Promise<void>;
  /** Ends when all is swept; nothing may be under way any more but what ends by itself. */
  stop(): Promise<void>;
}

const lookEveryMs = 250;
const longestMs = 10_000;

export function openSweeper(sweep: () => Promise<void>): Sweeper {
  const waiting = new Set<Promise<void>>();
  let stopBy = Infinity;
  const later = async (isOver: () => Promise<boolean>): Promise<void> => {
    while (!(await isOver()) && Date.now() < stopBy) await sleep(lookEveryMs, undefined, { ref: false });
    await sweep();
  };
  return {
    async after(isOver) {
      if (await isOver()) return sweep();
      const one = later(isOver)
        .catch(() => undefined)
        .finally(() => waiting.delete(one));
      waiting.add(one);
    },
    async stop() {
      stopBy = Date.now() + longestMs;
      await Promise.all(waiting);
    },
  };
}
