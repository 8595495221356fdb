import { Worker } from 'node:worker_threads';

/** What a worker is told: the module's URL, the exported pure function, and its input. */
export interface Task {
  module: string;
  name: string;
  input: unknown;
}

/**
 * Runs an exported pure function in a thread of its own, so that long arithmetic keeps no request waiting.
 * Input and result are copied (structured clone): plain data and typed arrays only. Costs about 0.1 s
 * to start. Aborting ends the thread at once.
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
    const task: Task = { module: module.href, name, input };
    // No flags of ours: a test runner's or a debugger's would stop the thread from starting.
    const worker = new Worker(new URL('./compute-thread.ts', import.meta.url), {
      workerData: task,
      execArgv: [],
    });
    const stop = (): void => {
      void worker.terminate();
      reject(signal!.reason as Error);
    };
    signal?.addEventListener('abort', stop, { once: true });
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', (code) => {
      signal?.removeEventListener('abort', stop);
      reject(new Error(`the thread for ${name} ended early (${code})`));
    });
  });
}
