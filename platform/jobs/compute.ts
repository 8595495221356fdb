import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';

/** What a thread is told: the module's URL, the exported pure function, and its input. */
export interface Task {
  module: string;
  name: string;
  input: unknown;
}

/**
 * Runs an exported pure function in a thread, so that long arithmetic keeps no request waiting. Input and
 * result are copied (structured clone): plain data and typed arrays only. A thread costs about 0.2 s of
 * processor time to start and to compile its code, so it waits a while for the next task. Aborting ends it
 * at once.
 *
 *     const release = await compute<Release>(new URL('./measure.rules.ts', import.meta.url), 'measureWave', input, signal);
 */
export function compute<Result>(
  module: URL,
  name: string,
  input: unknown,
  signal?: AbortSignal,
): Promise<Result> {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const worker = resting.pop() ?? startThread();
    worker.ref();
    const leave = (): void => {
      worker.off('message', answered).off('error', failed).off('exit', ended);
      signal?.removeEventListener('abort', stop);
    };
    const answered = (result: Result): void => {
      leave();
      rest(worker);
      resolve(result);
    };
    const failed = (error: unknown): void => {
      leave();
      reject(error as Error);
    };
    const ended = (code: number): void => failed(new Error(`the thread for ${name} ended early (${code})`));
    const stop = (): void => {
      void worker.terminate();
      failed(signal!.reason);
    };
    worker.on('message', answered).on('error', failed).on('exit', ended);
    signal?.addEventListener('abort', stop, { once: true });
    const task: Task = { module: module.href, name, input };
    worker.postMessage(task);
  });
}

const resting: Worker[] = [];
const restSeconds = 10;

function startThread(): Worker {
  // No flags of ours: a test runner's or a debugger's would stop the thread from starting.
  const worker = new Worker(new URL('./compute-thread.ts', import.meta.url), { execArgv: [] });
  return worker.on('error', () => forget(worker)).on('exit', () => forget(worker));
}

/** Keeps no process alive, and no more threads than cores. */
function rest(worker: Worker): void {
  worker.unref();
  if (resting.length >= availableParallelism()) return void worker.terminate();
  resting.push(worker);
  setTimeout(() => {
    if (forget(worker)) void worker.terminate();
  }, restSeconds * 1000).unref();
}

/** False if it is not resting. Whoever ends a thread forgets it first, so that no task is given to it. */
function forget(worker: Worker): boolean {
  const at = resting.indexOf(worker);
  if (at >= 0) resting.splice(at, 1);
  return at >= 0;
}
