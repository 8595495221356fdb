/** The other end of `compute`: loads the module, calls the function, sends the result back. */
import { parentPort, workerData } from 'node:worker_threads';
import type { Task } from './compute.ts';

const { module, name, input } = workerData as Task;
const loaded = (await import(module)) as Record<string, (input: unknown) => unknown>;
const run = loaded[name];
if (!run) throw new Error(`${module} exports no function ${name}`);
parentPort!.postMessage(await run(input));
