/** The other end of `compute`: for each task loads the module, calls the function, sends the result back. */
import { parentPort } from 'node:worker_threads';
import type { Task } from './compute.ts';

// What a function throws ends the thread with that error: `compute` tells it, and the next task gets another thread.
parentPort!.on('message', async ({ module, name, input }: Task) => {
  const loaded = (await import(module)) as Record<string, (input: unknown) => unknown>;
  const run = loaded[name];
  if (!run) throw new Error(`${module} exports no function ${name}`);
  parentPort!.postMessage(await run(input));
});
