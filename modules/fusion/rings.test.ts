import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestHouse, type Caller, type TestHouse } from '#root/tools/testing/house.ts';
import { answerRoutes } from './answer.contract.ts';
import { saveManySheets } from './answer.work.ts';
import type { Estimate } from './fusion.contract.ts';
import { aBureau, aPlan, type AnInvented } from './fusion.fixtures.ts';
import { listMembers } from './member.data.ts';
import { answerAliases } from './alias.work.ts';
import { askedAmong } from './pair.rules.ts';
import { plannedPairs } from './pair.work.ts';
import { resultRoutes } from './result.contract.ts';
import { waveRoutes } from './wave.contract.ts';

let world: TestHouse;
let bureauId: string;
let people: AnInvented[];
let office: Caller;
beforeAll(async () => {
  world = await openTestHouse('fusion_rings');
  world.setClock('2020-06-08T09:00:00+08:00');
  ({ bureauId, people } = await aBureau(world, { ICO: 50, QTS: 46, IPO: 4 }));
  office = await world.signIn(bureauId, 'office');
});
afterAll(() => world.close());

/** Opens a wave and lets a share of people answer by a rule, all through the acts that routes use. */
async function askedWave(
  plan: ReturnType<typeof aPlan>,
  answers: (i: AnInvented, j: AnInvented) => 0 | 1 | 2,
  share = 1,
): Promise<string> {
  const { body } = await office.call(waveRoutes.planWave, { body: plan });
  await office.call(waveRoutes.openWave, { params: { waveId: body.id } });
  await world.act(bureauId, async (act) => {
    const aliasOf = await answerAliases(act);
    const byAlias = new Map(people.map((person) => [aliasOf(person.personId), person]));
    const sheets = (await listMembers(act.db, body.id)).flatMap((member) => {
      const person = byAlias.get(member.alias)!;
      if (people.indexOf(person) % 100 >= 100 * share) return [];
      const asked = member.asks!.map((alias) => byAlias.get(alias)!);
      return [
        {
          personId: person.personId,
          people: asked.map((other) => ({ personId: other.personId, said: answers(person, other) })),
          domains: [],
        },
      ];
    });
    await saveManySheets(act, body.id, sheets);
  });
  await office.call(waveRoutes.closeWave, { params: { waveId: body.id } });
  await world.settled(bureauId);
  return body.id;
}

const releaseOf = async (waveId: string) =>
  (await office.call(resultRoutes.readResult, { params: { waveId } })).body.release;

/** Do the two know each other? Same legacy agency always; across a part of the pairs, the same from both sides. */
const knows = (part: number) => (i: AnInvented, j: AnInvented) => {
  if (i.legacy === j.legacy) return 2 as const;
  const [a, b] = [people.indexOf(i), people.indexOf(j)].sort((x, y) => x - y) as [number, number];
  return ((a * 31 + b * 17) % 100) / 100 < part ? 1 : 0;
};

/** Within twice the half of its interval: rings are drawn anew in every run, and one interval in twenty misses. */
function expectNear({ value, low, high }: Estimate, truth: number): void {
  expect(Math.abs(value! - truth)).toBeLessThan(high! - low!);
}

describe('a bureau of a hundred, asked by rings', () => {
  let first: string;
  let second: string;

  test('everybody is asked about thirty names at most, in three minutes', async () => {
    const one = await world.signIn(bureauId, 'staff', people[0]!.personId);
    const { body } = await office.call(waveRoutes.planWave, { body: aPlan({ name: '看名单' }) });
    await office.call(waveRoutes.openWave, { params: { waveId: body.id } });
    const sheet = await one.call(answerRoutes.giveConsent, { params: { waveId: body.id } });
    expect(sheet.body.people.length).toBeLessThanOrEqual(30);
    // fifteen random rings name some colleagues twice
    expect(sheet.body.people.length).toBeGreaterThan(12);
    const mine = await one.call(answerRoutes.readMine);
    expect(mine.body).toMatchObject({ minutes: 3, waves: [{ consented: true, nAnswered: 0 }] });
    await office.call(waveRoutes.closeWave, { params: { waveId: body.id } });
    await world.settled(bureauId);
  });

  test('the estimate holds the truth, and what rings cannot give is forbidden with its reason', async () => {
    first = await askedWave(aPlan({ name: '第一轮', asOfOn: '2020-06-09' }), knows(0.2));
    const { nets, response, positions } = await releaseOf(first);
    expectNear(nets.reports1.across, 0.2);
    expect(positions).toBe(null);
    expect(response.forbids.map(({ measure }) => measure.en)).toContain('Betweenness');
  });

  test('an agency of four people is hidden with all that would give it away; its size is withheld', async () => {
    const { nets, groups, caveats } = await releaseOf(first);
    const small = groups.findIndex(({ code }) => code === 'IPO');
    expect(groups[small]!.nPeople).toBe(null);
    for (const net of Object.values(nets)) {
      for (const cell of net.matrix) {
        const touches = cell.from === small || cell.to === small;
        if (touches) expect(cell).toMatchObject({ hidden: true, nObserved: null, share: { value: null } });
      }
      expect(net.matrix.filter(({ from, to, hidden }) => from === to && hidden)).toHaveLength(2);
    }
    expect(caveats.some(({ zh }) => zh.includes('不显示'))).toBe(true);
  });

  test('a wave that is not planned yet is foreseen with the rings it will keep, while their answers last', async () => {
    const ids = people.map(({ personId }) => personId);
    const askedAgain = (on: string) =>
      world.act(bureauId, async (act) => {
        const aliasOf = await answerAliases(act);
        const before = askedAmong(ids.map(aliasOf), await listMembers(act.db, first));
        const { asked, design } = await plannedPairs(act, ids, on);
        expect(design).toBe('rings');
        const both = asked.reduce((sum, one, at) => sum + (one === 1 && before[at] === 1 ? 1 : 0), 0);
        return both / before.reduce((sum, one) => sum + one, 0);
      });
    expect(await askedAgain('2020-12-18')).toBeGreaterThan(0.7);
    // A third by chance: thirty names of a hundred.
    expect(await askedAgain('2020-12-19')).toBeLessThan(0.45);
  });

  test('the next wave keeps three quarters of the rings and compares the same pairs', async () => {
    world.setClock('2020-06-20T09:00:00+08:00');
    office = await world.signIn(bureauId, 'office');
    const later = { opensOn: '2020-06-20', closesOn: '2020-06-30', deleteOn: '2020-12-30' };
    const { body } = await office.call(waveRoutes.planWave, {
      body: aPlan({ name: '预看', asOfOn: '2020-06-20', ...later }),
    });
    expect(body.design).toMatchObject({ nRings: 15, nKept: 11, keptFrom: '第一轮' });
    await office.call(waveRoutes.removeWave, { params: { waveId: body.id } });
    second = await askedWave(aPlan({ name: '第二轮', asOfOn: '2020-06-20', ...later }), knows(0.5));
    const { change, findings } = await releaseOf(second);
    expectNear(change!.samePairs!.across, 0.3);
    expect(change!.moves!.across.strangersMet.value!).toBeGreaterThan(0.25);
    expect(findings.find(({ kind }) => kind === 'change')!.sentence.zh).toMatch(
      /^比“第一轮”多 \d+ 对（同一批同事对/,
    );
  });

  test('a card shows one’s own change since the wave before', async () => {
    const one = await world.signIn(bureauId, 'staff', people[5]!.personId);
    const { body } = await one.call(answerRoutes.readCard, { params: { waveId: second } });
    expect(body.change).toMatchObject({ since: '第一轮' });
    expect(body.change!.knownNow).toBeGreaterThanOrEqual(body.change!.knownBefore);
  });

  test('with half the answers only averages of those who answered remain, and the sentence cannot tell', async () => {
    const third = await askedWave(
      aPlan({
        name: '第三轮',
        asOfOn: '2020-06-21',
        opensOn: '2020-06-20',
        closesOn: '2020-06-30',
        deleteOn: '2020-12-30',
      }),
      knows(0.5),
      0.5,
    );
    const { nets, response, findings, change } = await releaseOf(third);
    expect(response).toMatchObject({ permits: 'respondents-only', rate: 0.5 });
    expect(nets.confirmed1.across).toMatchObject({ value: null, cannotTell: 'fusion/response-too-low' });
    expect(nets.reports1.across.value).not.toBe(null);
    expect(nets.reports1.matrix.every(({ share }) => share.value === null)).toBe(true);
    expect(findings[0]).toMatchObject({ kind: 'across', cannotTell: true });
    expect(change!.samePairs).toBe(null);
  });

  test('raw answers are deleted by hand only by whoever types the wave’s name', async () => {
    const wrong = await office.call(waveRoutes.deleteRaw, {
      params: { waveId: second },
      body: { word: '第2轮' },
    });
    expect(wrong.body).toMatchObject({ code: 'fusion/wrong-word' });
    const right = await office.call(waveRoutes.deleteRaw, {
      params: { waveId: second },
      body: { word: '第二轮' },
    });
    expect(right.body).toMatchObject({ rawDeletedOn: '2020-06-20', may: { measure: { may: false } } });
    const one = await world.signIn(bureauId, 'staff', people[6]!.personId);
    expect((await one.call(answerRoutes.readCard, { params: { waveId: second } })).body).toMatchObject({
      code: 'fusion/no-card',
    });
  });

  test('the invariants hold', async () => {
    const questions = readFileSync(new URL('./fusion.invariants.sql', import.meta.url), 'utf8')
      .split(';')
      .filter((one) => /select/.test(one));
    expect(questions.length).toBeGreaterThan(5);
    await world.database.owner(async (client) => {
      await client.query(
        "select set_config('app.bureau', $1, false), set_config('app.fusion_purpose', 'measure', false)",
        [bureauId],
      );
      for (const question of questions) expect((await client.query(question)).rows).toEqual([]);
    });
  });
});

describe('who may what', () => {
  test('staff plan, import and export nothing; the office reads nobody’s sheet but its own', async () => {
    const staff = await world.signIn(bureauId, 'staff', people[7]!.personId);
    expect((await staff.call(waveRoutes.listWaves)).status).toBe(403);
    expect((await staff.call(waveRoutes.downloadTemplate)).status).toBe(403);
    const elsewhere = await aBureau(world, { ICO: 6, QTS: 6 });
    const other = await world.signIn(elsewhere.bureauId, 'office');
    expect((await other.call(resultRoutes.listResults)).body).toEqual([]);
    expect((await other.call(waveRoutes.listWaves)).body.waves).toEqual([]);
  });
});
