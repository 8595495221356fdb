/**
 * A real server with a real database, in a process of its own: 300 people draw tokens within a minute, 300 cast within
 * one, then 3,000 within one, at level P1 and at P2. Prints medians and 99th percentiles; ends with code 1 where 99 of
 * 100 are not answered in time or anything is refused. What people's own devices do is done before the clock runs.
 */
import { fork, type ChildProcess } from 'node:child_process';
import { createPrivateKey, randomBytes, type KeyObject } from 'node:crypto';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  finishToken,
  makeBallot,
  startToken,
  type Ballot,
  type Bytes,
  type TokenSecret,
} from '#engines/ballots/index.ts';
import { openToken } from '../engines/ballots/poll.fixtures.ts';
import { ROOT, scratchFolder } from '../faults/server-process.ts';
import { nPeople, payloadBytes, type Served } from './ballots-house.ts';

const nMany = 3000;
/** Shorter while something is tried out. */
const minuteMs = Number(process.env['MINUTE_MS'] ?? 60_000);
const promisedMs = 300;
const random = (n: number): Bytes => new Uint8Array(randomBytes(n));

const times = new Map<string, number[]>();
/** Milliseconds of processor time of the main server for each answer; the database's and the second process's apart. */
const costs = new Map<string, number>();
let server: ChildProcess;

async function costOf<R>(name: string, n: number, work: () => Promise<R>): Promise<R> {
  const spent = async (): Promise<number> => {
    server.send('cpu');
    const { user, system } = await new Promise<NodeJS.CpuUsage>((resolve) => server.once('message', resolve));
    return (user + system) / 1000;
  };
  const before = await spent();
  const done = await work();
  costs.set(name, ((await spent()) - before) / n);
  return done;
}

async function timed(name: string, address: string, init: RequestInit): Promise<unknown> {
  const began = performance.now();
  const answer = await fetch(address, { method: 'POST', ...init });
  const body: unknown = await answer.json();
  times.set(name, [...(times.get(name) ?? []), performance.now() - began]);
  if (!answer.ok) throw new Error(`${name}: ${answer.status} ${JSON.stringify(body).slice(0, 300)}`);
  return body;
}

/** Everybody asks once, at a random moment of the minute. */
const withinMinute = <T, R>(list: readonly T[], ask: (one: T, i: number) => Promise<R>): Promise<R[]> =>
  Promise.all(
    list.map(async (one, i) => {
      await sleep(Math.random() * minuteMs);
      return ask(one, i);
    }),
  );

function say(name: string): void {
  const sorted = (times.get(name) ?? []).toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!;
  console.log(
    `| ${name} | ${sorted.length} | ${at(0.5).toFixed(0)} | ${at(0.95).toFixed(0)} | ${at(0.99).toFixed(0)} | ${at(1).toFixed(0)} | ${(costs.get(name) ?? 0).toFixed(1)} |`,
  );
  if (!(at(0.99) < promisedMs)) process.exitCode = 1;
}

const json = (body: unknown, headers: Record<string, string> = {}): RequestInit => ({
  body: JSON.stringify(body),
  headers: { 'content-type': 'application/json', ...headers },
});

async function drawAll({ address, cookies, polls }: Served): Promise<TokenSecret[]> {
  const { pollId, manifest } = polls[0]!;
  const headers = (cookie: string) => ({ cookie, 'x-requested-with': 'wenrong' });
  const look = (cookie: string) =>
    timed('read the poll', `${address}/api/polls/${pollId}`, { method: 'GET', headers: headers(cookie) });
  const seen = await costOf('read the poll', cookies.length, () => withinMinute(cookies, look));
  const begun: TokenSecret[] = [];
  for (const { mine } of seen as { mine: { stratum: string } }[])
    begun.push(await startToken(manifest, mine.stratum, random, { quickly: true }));
  const draw = (token: TokenSecret, i: number) =>
    timed(
      'draw a token',
      `${address}/api/polls/${pollId}/tokens`,
      json({ blinded: token.blinded }, headers(cookies[i]!)),
    );
  const drawn = await costOf('draw a token', begun.length, () => withinMinute(begun, draw));
  const tokens: TokenSecret[] = [];
  for (const [i, token] of begun.entries())
    tokens.push(await finishToken(manifest, token, (drawn[i] as { blindSigs: string[] }).blindSigs));
  return tokens;
}

const castAll = (name: string, address: string, ballots: readonly Ballot[]) =>
  costOf(name, ballots.length, () => withinMinute(ballots, (ballot) => timed(name, address, json(ballot))));

async function load(served: Served): Promise<void> {
  const answers = Array.from({ length: nPeople }, () => random(payloadBytes - 100));
  const drawn = await drawAll(served);
  for (const { level, pollId, manifest, issuers } of served.polls) {
    const origin = manifest.manifest.ballotOrigin || served.address;
    const address = `${origin}/api/ballot-box/${served.bureauId}/${pollId}/ballots`;
    const keys: KeyObject[][] = issuers.map((pair) => pair.map((pem) => createPrivateKey(pem)));
    const more = async (n: number): Promise<TokenSecret[]> => {
      const tokens: TokenSecret[] = [];
      for (let i = 0; i < n; i++) tokens.push(await openToken(manifest, `g${i % 9}`, keys[i % 9]!));
      return tokens;
    };
    const seal = async (tokens: readonly TokenSecret[]): Promise<Ballot[]> => {
      const ballots: Ballot[] = [];
      for (const [i, token] of tokens.entries())
        ballots.push(await makeBallot(manifest, token, answers[i % nPeople]!, 1));
      return ballots;
    };
    const few = await seal(level === 'P1' ? drawn : await more(nPeople));
    await castAll(`${level}: ${nPeople} cast in a minute`, address, few);
    const many = await seal(await more(nMany));
    await castAll(`${level}: ${nMany} cast in a minute`, address, many);
  }
}

const scratch = scratchFolder();
server = fork(join(import.meta.dirname, 'ballots-house.ts'), [join(scratch.path, 'data')], { cwd: ROOT });
const gone = new Promise((resolve) => server.once('exit', resolve));
try {
  const served = await new Promise<Served>((resolve, reject) => {
    server.once('message', resolve);
    server.once('exit', () => reject(new Error('the server ended early')));
  });
  await load(served);
  console.log(
    `load ${loadavg()
      .map((n) => n.toFixed(1))
      .join(
        ' ',
      )}\n| what | answers | p50 ms | p95 ms | p99 ms | most ms | server ms |\n| --- | --- | --- | --- | --- | --- | --- |`,
  );
  for (const name of times.keys()) say(name);
} finally {
  if (server.connected) server.disconnect();
  await gone;
  scratch.remove();
}
