/**
 * A real server on this machine alone, with the sample bureau: forty people read for five seconds, then
 * three hundred answer a wave within a minute. Prints medians and 99th percentiles; ends with code 1
 * where saving an answer takes longer than promised or anything is refused.
 */
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { answerRoutes } from '#modules/fusion/answer.contract.ts';
import { resultRoutes } from '#modules/fusion/result.contract.ts';
import { personRoutes } from '#modules/people/person.contract.ts';
import { identityRoutes } from '#platform/identity/identity.contract.ts';
import type { Role } from '#platform/permit/table.ts';
import { sampleRoutes } from '#platform/sample/sample.contract.ts';
import { Client } from '../faults/client.ts';
import { scratchFolder, startServer } from '../faults/server-process.ts';

const nReaders = 40;
const readingMs = 5000;
const nAnswering = 300;
const answeringMs = 60_000;
const namesASave = 5;
const promisedMs = 300;
const password = 'Shan-xi 7030 lu';

const timesOf = new Map<string, number[]>();

/** Asks, notes how long it took, and gives up where it is refused. */
async function timed<T>(name: string, ask: () => Promise<{ status: number; body: T }>): Promise<T> {
  const began = performance.now();
  const { status, body } = await ask();
  timesOf.set(name, [...(timesOf.get(name) ?? []), performance.now() - began]);
  if (status !== 200) throw new Error(`${name}: ${status} ${JSON.stringify(body).slice(0, 300)}`);
  return body;
}

function percentile(name: string, share: number): number {
  const sorted = (timesOf.get(name) ?? []).toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

function say(name: string): void {
  const [p50, p99, most] = [0.5, 0.99, 1].map((share) => percentile(name, share).toFixed(0));
  console.log(
    `${name}: ${timesOf.get(name)?.length ?? 0} answers, p50 ${p50} ms, p99 ${p99} ms, most ${most} ms`,
  );
}

/** Does a few things at a time for all of a list. */
async function forAll<T, R>(list: readonly T[], atOnce: number, work: (one: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  const rest = list.entries();
  const worker = async (): Promise<void> => {
    for (const [i, one] of rest) results[i] = await work(one);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return results;
}

async function loadSample(url: string): Promise<void> {
  const visitor = new Client(url);
  await visitor.call(sampleRoutes.loadSample);
  for (let tries = 0; tries < 600; tries++) {
    const { body } = await visitor.call(sampleRoutes.readSample);
    if (body.state === 'ready') return;
    if (body.state === 'failed') break;
    await sleep(250);
  }
  throw new Error('the sample bureau was not loaded');
}

async function enterAs(url: string, role: Role): Promise<Client> {
  const client = new Client(url);
  const { parts } = (await client.call(sampleRoutes.readSample)).body;
  const part = parts.find(({ roles }) => roles.includes(role))!;
  await client.call(sampleRoutes.enterSample, { body: { accountId: part.accountId } });
  return client;
}

async function read(url: string): Promise<void> {
  const reader = await enterAs(url, 'leader');
  const [newest] = (await reader.call(resultRoutes.listResults)).body;
  const params = { waveId: newest!.waveId };
  const until = performance.now() + readingMs;
  await forAll(Array.from({ length: nReaders }), nReaders, async () => {
    while (performance.now() < until) {
      await timed('session', () => reader.call(identityRoutes.readSession));
      await timed('fusion result', () => reader.call(resultRoutes.readResult, { params }));
    }
  });
}

/** Accounts for people of the roster who have none, each signed in with a code of their own. */
async function peopleSignedIn(url: string): Promise<Client[]> {
  const admin = await enterAs(url, 'system-admin');
  const { bureauId } = (await admin.call(sampleRoutes.readSample)).body;
  const taken = new Set((await admin.call(identityRoutes.listAccounts)).body.map(({ personId }) => personId));
  const roster = (await admin.call(personRoutes.listPeople)).body.people;
  const people = roster
    .filter(({ id }) => !taken.has(id))
    .slice(0, nAnswering)
    .map(({ id, name, staffNo }) => ({ personId: id, name, login: staffNo }));
  const { codes } = (await admin.call(identityRoutes.createAccounts, { body: { people } })).body;
  return forAll(codes, 4, async ({ login, code }) => {
    const person = new Client(url);
    const body = { bureauId, login, code, password };
    await timed('activation', () => person.call(identityRoutes.activate, { body }));
    return person;
  });
}

/** One person's minute: consent, then the list saved a few names at a time, spread over the time there is. */
async function answer(person: Client, until: number): Promise<number> {
  const { waves } = (await person.call(answerRoutes.readMine)).body;
  if (!waves[0]) return 0;
  const params = { waveId: waves[0].id };
  await sleep(Math.random() * 5000);
  const sheet = await timed('consent', () => person.call(answerRoutes.giveConsent, { params }));
  const batches = Math.ceil(sheet.people.length / namesASave);
  for (let i = 0; i < batches; i++) {
    const left = (until - performance.now()) / (batches - i + 1);
    await sleep(Math.max(0, left * 2 * Math.random()));
    const part = sheet.people.slice(i * namesASave, (i + 1) * namesASave);
    const body = { people: part.map(({ personId }, at) => ({ personId, said: at % 3 })) };
    await timed('saving', () => person.call(answerRoutes.saveAnswers, { params, body }));
  }
  await timed('finishing', () => person.call(answerRoutes.finishSheet, { params }));
  return batches;
}

const scratch = scratchFolder();
const server = await startServer({ WENRONG_DATA: join(scratch.path, 'data') });
try {
  await loadSample(server.url);
  await read(server.url);
  for (const name of ['session', 'fusion result']) say(name);
  const people = await peopleSignedIn(server.url);
  say('activation');
  const until = performance.now() + answeringMs;
  const saved = await Promise.all(people.map((person) => answer(person, until)));
  console.log(`${saved.filter((n) => n > 0).length} people answered in ${answeringMs / 1000} s`);
  for (const name of ['consent', 'saving', 'finishing']) say(name);
  if (!(percentile('saving', 0.99) < promisedMs)) process.exitCode = 1;
} finally {
  await server.stop();
  scratch.remove();
}
