/** Several cores at one mixing problem: one search per thread, bests exchanged; or thousands of draws shared out. */
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Mechanism } from '#engines/mixing/index.ts';
import { compute } from '#platform/jobs/compute.ts';
import type {
  DrawnBatch,
  Found,
  MadeDraw,
  Making,
  MakingOrder,
  MixingJob,
  SearchOrder,
} from './mixing-job.ts';

export type { MadeDraw } from './mixing-job.ts';

export interface PoolOptions {
  readonly seconds: number;
  readonly seed: number;
  /** Default: one per core. */
  readonly threads?: number;
  readonly signal?: AbortSignal;
}

export interface PoolResult extends Omit<Found, 'done' | 'optimal'> {
  /** Iterations of all threads together. */
  readonly iterations: number;
  readonly threads: number;
}

/**
 * The best of all threads after `seconds` (starting the threads, about 0.1 s, included). Not repeatable:
 * how far each gets depends on the machine. The problem must have passed `validate`. Aborting ends all at once.
 */
export async function searchTogether(job: MixingJob, options: PoolOptions): Promise<PoolResult> {
  const { seconds, seed, threads = availableParallelism(), signal } = options;
  const beganAt = Date.now();
  const endsAt = beganAt + seconds * 1000;
  const workers = Array.from({ length: threads }, (_, k) =>
    startThread({ order: 'search', job, seed: (seed + k * 0x9e3779b9) >>> 0, beganAt, endsAt }),
  );
  const ends = workers.map((worker) =>
    lastWord(worker, signal, (found) => tellOthers(workers, worker, found)),
  );
  const found: readonly Found[] = await Promise.race([Promise.all(ends), ...ends.map(onlyOptimal)]).finally(
    () => workers.forEach((worker) => void worker.terminate()),
  );
  const best = found.reduce((one, other) => (other.value > one.value ? other : one));
  const iterations = found.reduce((sum, one) => sum + one.iterations, 0);
  return { value: best.value, grouping: best.grouping, iterations, threads };
}

/** Whoever reaches the bound ends the search for all. */
async function onlyOptimal(end: Promise<Found>): Promise<readonly Found[]> {
  const found = await end;
  return found.optimal ? [found] : new Promise(() => {});
}

const startThread = (order: SearchOrder | MakingOrder): Worker =>
  // No flags of ours: a test runner's or a debugger's would stop the thread from starting.
  new Worker(new URL('./mixing-thread.ts', import.meta.url), { workerData: order, execArgv: [] });

function tellOthers(workers: readonly Worker[], from: Worker, found: Found): void {
  for (const worker of workers) if (worker !== from) worker.postMessage(found);
}

/** What the thread says when it is done; whatever it says before goes to `onExchange`. */
function lastWord(
  worker: Worker,
  signal: AbortSignal | undefined,
  onExchange: (found: Found) => void,
): Promise<Found> {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    signal?.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
    worker.on('message', (found: Found) => (found.done ? resolve(found) : onExchange(found)));
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`a thread of the mixing pool ended early (${code})`)));
  });
}

export interface DrawingOptions extends Pick<PoolOptions, 'threads' | 'signal'> {
  /** Number of the first draw; default 0. */
  readonly first?: number;
}

/**
 * Draws `first` … `first + count − 1` of a mechanism in order: of each, for each round, the group of each person
 * (−1 where absent). The same on any number of threads.
 */
export async function drawTogether(
  mechanism: Mechanism,
  count: number,
  { threads = availableParallelism(), signal, first = 0 }: DrawingOptions = {},
): Promise<Int16Array[][]> {
  const share = Math.ceil(count / threads);
  const orders = Array.from({ length: threads }, (_, k) => ({
    mechanism,
    from: first + k * share,
    to: first + Math.min(count, (k + 1) * share),
  })).filter(({ from, to }) => from < to);
  const module = new URL('./mixing-draws.ts', import.meta.url);
  const batches = await Promise.all(
    orders.map((order) => compute<DrawnBatch>(module, 'drawBatch', order, signal)),
  );
  const { people, rounds } = mechanism.problem;
  const seatings = batches.flatMap(({ groups }) => slices(groups, people.length));
  return Array.from({ length: count }, (_, k) => seatings.slice(k * rounds.length, (k + 1) * rounds.length));
}

const slices = (groups: Int16Array, n: number): Int16Array[] =>
  Array.from({ length: groups.length / n }, (_, k) => groups.slice(k * n, k * n + n));

export interface MakingOptions {
  readonly signal?: AbortSignal;
  /** Told how far it is, 0 … 1; aborting `stop` ends with the best so far, aborting `signal` with nothing. */
  readonly onProgress?: (share: number) => void;
  readonly stop?: AbortSignal;
}

/** Makes one draw, and its mechanism where there is none, in a thread of its own. */
export function makeDraw(
  order: Omit<MakingOrder, 'order'>,
  { signal, onProgress, stop }: MakingOptions = {},
): Promise<MadeDraw> {
  const worker = startThread({ order: 'make', ...order });
  const ended = (): void => worker.postMessage('end');
  if (stop?.aborted) ended();
  stop?.addEventListener('abort', ended, { once: true });
  return new Promise<MadeDraw>((resolve, reject) => {
    signal?.throwIfAborted();
    signal?.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
    worker.on('message', (word: Making) => ('made' in word ? resolve(word.made) : onProgress?.(word.share)));
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`a thread of the mixing pool ended early (${code})`)));
  }).finally(() => {
    stop?.removeEventListener('abort', ended);
    void worker.terminate();
  });
}
