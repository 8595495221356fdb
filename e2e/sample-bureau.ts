import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { inject } from 'vitest';
import type { TestProject } from 'vitest/node';
import { openRoom, startServer, type RunningServer } from './server.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the loaded sample bureau is kept for all journeys of a run. */
    sampleShelf: string;
  }
}

/** A shelf for the run; taken away after it. */
export default function setup({ provide }: TestProject): () => void {
  const shelf = openRoom('wenrong-shelf-');
  provide('sampleShelf', shelf);
  return () => rmSync(shelf, { recursive: true, force: true });
}

/** About a minute of processor time, beside other tests and on slow machines. */
const LONGEST_LOAD_MS = 570_000;

/** A server on a data folder in which the sample bureau is loaded. One journey of a run loads it, all copy. */
export async function startSampleServer(): Promise<RunningServer> {
  const kept = join(inject('sampleShelf'), 'data');
  await (claims(`${kept}.claim`) ? loadInto(kept) : loadedBy(kept));
  const dataFolder = join(openRoom('wenrong-journey-'), 'data');
  // -a: the database's files belong to the user it runs as
  execFileSync('cp', ['-a', kept, dataFolder]);
  const server = await startServer({ WENRONG_DATA: dataFolder });
  const stop = async (): Promise<void> => {
    await server.stop();
    rmSync(join(dataFolder, '..'), { recursive: true, force: true });
  };
  return { ...server, stop };
}

function claims(folder: string): boolean {
  try {
    mkdirSync(folder);
    return true;
  } catch {
    return false;
  }
}

async function loadedBy(folder: string): Promise<void> {
  const until = Date.now() + LONGEST_LOAD_MS;
  while (!existsSync(folder)) {
    if (Date.now() > until) throw new Error('another journey has not loaded the sample bureau in time');
    await sleep(100);
  }
}

async function loadInto(folder: string): Promise<void> {
  const server = await startServer({ WENRONG_DATA: `${folder}.loading` });
  const sample = `${server.address}api/sample`;
  await fetch(sample, { method: 'POST', headers: { 'x-requested-with': 'wenrong' } });
  const until = Date.now() + LONGEST_LOAD_MS;
  const stateOf = async () => ((await (await fetch(sample)).json()) as { state: string }).state;
  while ((await stateOf()) !== 'ready') {
    if (Date.now() > until) throw new Error('the sample bureau was not loaded in time');
    await sleep(100);
  }
  await surveysTold(server.address, until);
  await server.stop();
  execFileSync('mv', [`${folder}.loading`, folder]);
}

/** The three surveys are drawn, cast and opened by jobs after the bureau is ready; copies would each do it again. */
async function surveysTold(address: string, until: number): Promise<void> {
  const cookie = await officeOf(address);
  const read = async <T>(path: string): Promise<T> =>
    (await fetch(`${address}api/${path}`, { headers: { cookie } })).json() as Promise<T>;
  const areTold = async (): Promise<boolean> => {
    const [latest, ...earlier] = await read<{ surveyId: string }[]>('survey-results');
    if (earlier.length < 2) return false;
    return (await read<{ state: string }>(`surveys/${latest!.surveyId}/texts`)).state === 'released';
  };
  while (!(await areTold())) {
    if (Date.now() > until) throw new Error('the surveys of the sample bureau were not told in time');
    await sleep(500);
  }
}

/** Cookie of somebody of the office. */
async function officeOf(address: string): Promise<string> {
  const { parts } = (await (await fetch(`${address}api/sample`)).json()) as {
    parts: { accountId: string; roles: string[] }[];
  };
  const entered = await fetch(`${address}api/sample/session`, {
    method: 'POST',
    headers: { 'x-requested-with': 'wenrong', 'content-type': 'application/json' },
    body: JSON.stringify({ accountId: parts.find(({ roles }) => roles.includes('office'))!.accountId }),
  });
  return entered.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ');
}
