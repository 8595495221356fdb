import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkReceipt, faultsOf, type Ballot, type Receipt } from '#engines/ballots/index.ts';
import { dayOf } from '#platform/clock/index.ts';
import { openTestHouse, type TestHouse } from '#root/tools/testing/house.ts';
import { aBallot, aPoll, aToken, type PollWorld } from './ballot.fixtures.ts';
import { closePoll, openPoll, tallyPoll } from './index.ts';
import { pollRoutes } from './poll.contract.ts';

/** Level P2 for real: a process, a port and a database of its own, which are killed under the casting. */
let world: TestHouse;
let poll: PollWorld;
let address: string;
const tokens: Awaited<ReturnType<typeof aToken>>[] = [];
beforeAll(async () => {
  world = await openTestHouse('apart');
  // The box has no clock but the real one.
  const now = new Date();
  const today = dayOf(now);
  poll = await aPoll(world, {
    level: 'P2',
    at: now.toISOString(),
    issueFrom: today,
    issueTo: today,
    castFrom: today,
    castTo: '2099-12-31',
  });
  for (const person of poll.people.A.slice(0, 6)) tokens.push(await aToken(poll, person));
  address = `${poll.manifest.manifest.ballotOrigin}/api/ballot-box/${poll.bureauId}/${poll.pollId}`;
}, 120_000);
afterAll(() => world.close());

const post = (ballot: unknown) =>
  fetch(`${address}/ballots`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(ballot),
  });
/** Asks until the box is there again. */
async function insist(ballot: Ballot): Promise<Receipt> {
  for (let tries = 0; tries < 400; tries++) {
    const answer = await post(ballot).catch(() => null);
    if (answer?.status === 200) return (await answer.json()) as Receipt;
    if (answer) throw new Error(await answer.text());
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('the box did not come back');
}
const boxPid = () =>
  Number(execFileSync('pgrep', ['-P', String(process.pid), '-f', 'ballot-box.ts'], { encoding: 'utf8' }));
const receipts: Receipt[] = [];

describe('the box apart', () => {
  test('is not signed for where people come from beyond a proxy and it has no address for them; P1 is', async () => {
    const elsewhere = await openTestHouse('beyond-proxy');
    const { bureauId, plan } = await aPoll(elsewhere, { at: '2020-06-01T09:00:00+08:00', nEach: 5 });
    await elsewhere.house.app.inject({ url: '/healthz', headers: { host: 'wenrong.example' } });
    const open = (level: 'P1' | 'P2') => elsewhere.act(bureauId, (act) => openPoll(act, { ...plan, level }));
    const polls = () =>
      elsewhere.database.owner(async (client) => {
        await client.query("select set_config('app.bureau', $1, false)", [bureauId]);
        return (await client.query('select poll_id from ballot.poll')).rowCount;
      });
    await expect(open('P2')).rejects.toMatchObject({ code: 'ballot/no-origin' });
    expect([await polls(), existsSync(join(elsewhere.residentsFolder, 'ballot/own'))]).toEqual([1, false]);
    await open('P1');
    expect(await polls()).toBe(2);
    await elsewhere.close();
  });

  test('the manifest names its address and level, and people are told what it does not keep out', async () => {
    const { body } = await poll.office.call(pollRoutes.readPoll, { params: { pollId: poll.pollId } });
    expect(body).toMatchObject({ level: 'P2', phase: 'cast' });
    expect(body.manifest!.manifest.ballotOrigin).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(body.words.leaves.en).toContain('Not kept out');
  });

  test('takes ballots from pages of the main server without cookies, and ends every connection', async () => {
    const asked = await fetch(`${address}/ballots`, { method: 'OPTIONS' });
    expect([asked.status, asked.headers.get('access-control-allow-origin')]).toEqual([204, '*']);
    const answer = await post(await aBallot(poll, tokens[0]!, 'one'));
    expect(answer.status).toBe(200);
    const { headers } = answer;
    expect(headers.get('access-control-allow-origin')).toBe('*');
    expect(headers.get('access-control-allow-credentials')).toBeNull();
    expect(headers.get('connection')).toBe('close');
    for (const name of ['set-cookie', 'etag', 'last-modified']) expect(headers.get(name)).toBeNull();
    receipts.push((await answer.json()) as Receipt);
  });

  test('the main server knows nothing of this poll’s ballots, not even that there are any', async () => {
    const here = await world.house.app.inject({ url: new URL(address).pathname });
    expect(here.statusCode).toBe(404);
    const rows = await world.database.owner((client) => client.query('select from ballot_box.poll'));
    expect(rows.rowCount).toBe(0);
  });

  test('refuses what is wrong with one sentence', async () => {
    const good = await aBallot(poll, tokens[1]!, 'x');
    const answer = await post({ ...good, stratum: 'B' });
    expect(answer.status).toBe(403);
    expect(await answer.json()).toMatchObject({
      code: 'ballot/forged',
      detail: { zh: expect.stringContaining('没有收下') },
    });
    expect((await post({ ...good, enc: 'A'.repeat(3_000_000) })).status).toBe(413);
    expect((await post('nonsense')).status).toBeGreaterThanOrEqual(400);
  });

  test('killed after a receipt, it has the ballot; killed before, the client asks again and is counted once', async () => {
    for (const token of tokens.slice(1, 4)) receipts.push(await insist(await aBallot(poll, token, 'kept')));
    process.kill(boxPid(), 'SIGKILL');
    const again = await aBallot(poll, tokens[4]!, 'asked again');
    const cut = post(again).catch(() => null);
    receipts.push(await insist(again));
    await cut;
    const once = await aBallot(poll, tokens[5]!, 'cut off');
    const sent = post(once).catch(() => null);
    process.kill(boxPid(), 'SIGKILL');
    await sent;
    receipts.push(await insist(once), await insist(once));
    expect(receipts.at(-1)).toEqual(receipts.at(-2));
  }, 90_000);

  test('closed, every receipt is in the bulletin; two trustees open what the kills left', async () => {
    const bulletin = await world.act(poll.bureauId, (act) => closePoll(act, poll.pollId));
    expect(await faultsOf(bulletin, poll.manifest)).toEqual([]);
    expect(bulletin).toMatchObject({ cast: { A: 6 }, superseded: 0 });
    for (const receipt of receipts) expect(checkReceipt(receipt, bulletin, poll.manifest)).toBe('included');
    const on = '2099-12-31';
    const { opened } = await world.act(poll.bureauId, (act) =>
      tallyPoll(act, poll.pollId, poll.shares.slice(1), { on }),
    );
    const texts = opened.map(({ payload }) => new TextDecoder().decode(payload)).sort();
    expect(texts).toEqual(['asked again', 'cut off', 'kept', 'kept', 'kept', 'one']);
  });

  test('what is left on disk holds no journal, and nothing but a day and a count was ever logged', async () => {
    const folder = join(world.residentsFolder, 'ballot/own');
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
    expect(files.filter((file) => file.endsWith('.journal'))).toEqual([]);
    const canaries = [...receipts.flatMap(({ tokenId, ballotId }) => [tokenId, ballotId]), ...poll.people.A];
    for (const file of files.filter((name) => name.endsWith('.log'))) {
      const text = readFileSync(join(folder, file), 'utf8');
      for (const canary of canaries) expect(text).not.toContain(canary);
      if (file === 'ballot.log') expect(text).toMatch(/^(\d{4}-\d{2}-\d{2} \d+\n)*$/);
    }
  });
});
