/** One thread of the mixing pool: searches until its time is up and exchanges bests, or makes one draw. */
import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import {
  openDraws,
  openInstance,
  openSearch,
  prepareDraws,
  type Grouping,
  type Mechanism,
} from '#engines/mixing/index.ts';
import type { Found, Making, MakingOrder, MixingJob, SearchOrder } from './mixing-job.ts';

/** Shares of the time at which bests are exchanged: late, so that the searches differ first. */
const EXCHANGES = [0.5, 0.6, 0.7, 0.8, 0.9, 0.95];
const SLICE = 4;

interface Held {
  step(iterations: number, share: number): void;
  readonly value: number;
  readonly iterations: number;
  readonly optimal: boolean;
  best(): Grouping;
  adopt(grouping: Grouping): void;
}

function held(job: MixingJob, seed: number): Held {
  if (job.kind === 'problem') return openSearch(job.problem, { seed });
  const search = openInstance(job.instance, seed);
  return {
    step: (kicks, share) => search.step(kicks, share),
    get value() {
      return search.value;
    },
    get iterations() {
      return search.kicks;
    },
    optimal: false,
    best: () => [search.best()],
    adopt: (grouping) => search.adopt(grouping[0]!),
  };
}

function search({ job, seed, beganAt, endsAt }: SearchOrder): void {
  const own = held(job, seed);
  let nextExchange = 0;
  for (;;) {
    const share = (Date.now() - beganAt) / (endsAt - beganAt);
    if (share >= 1 || own.optimal) break;
    own.step(SLICE, share);
    if (share < (EXCHANGES[nextExchange] ?? 2)) continue;
    nextExchange++;
    post(own, false);
    adoptBetter(own);
  }
  post(own, true);
}

function post(own: Held, done: boolean): void {
  const { value, iterations, optimal } = own;
  parentPort!.postMessage({ value, iterations, grouping: own.best(), done, optimal } satisfies Found);
}

/** Takes over the best that the pool has sent, if it is better than the own. */
function adoptBetter(own: Held): void {
  let best: Found | null = null;
  for (;;) {
    const received = receiveMessageOnPort(parentPort!) as { message: Found } | undefined;
    if (!received) break;
    if (!best || received.message.value > best.value) best = received.message;
  }
  if (best && best.value > own.value) own.adopt(best.grouping);
}

/** Anything posted to a thread that makes a draw means: end with the best so far. */
const toldToEnd = (): boolean => receiveMessageOnPort(parentPort!) !== undefined;
const say = (word: Making): void => parentPort!.postMessage(word);

function make({ from, number, nFurther }: MakingOrder): void {
  let endedEarly = false;
  const prepared = 0.6;
  const prepare = ({ problem, seed }: { problem: Mechanism['problem']; seed: number }): Mechanism =>
    prepareDraws(problem, {
      seed,
      onPilot(done, of) {
        say({ share: (prepared * done) / of });
        endedEarly = done < of && toldToEnd();
        return endedEarly;
      },
    });
  const mechanism = 'mechanism' in from ? from.mechanism : prepare(from);
  const draws = openDraws(mechanism);
  const drawn = draws.draw(number);
  const further = Array.from({ length: nFurther }, (_, k) => {
    say({ share: prepared + ((1 - prepared) * (k + 1)) / (nFurther + 1) });
    return draws.plan(draws.draw(number + 1 + k));
  });
  say({ made: { mechanism, plan: draws.plan(drawn), nearBest: drawn.nearBest, further, endedEarly } });
}

const order = workerData as SearchOrder | MakingOrder;
if (order.order === 'search') search(order);
else make(order);
