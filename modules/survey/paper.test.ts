import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestHouse, type Caller, type TestHouse } from '#root/tools/testing/house.ts';
import type { Answer, Answers } from './answers.contract.ts';
import { draftRoutes } from './draft.contract.ts';
import { paperRoutes } from './paper.contract.ts';
import { takePaperBallots } from './paper.work.ts';
import { aQuestionnaire } from './survey.fixtures.ts';

let world: TestHouse;
let bureauId: string;
let [one, two]: Caller[] = [];
beforeAll(async () => {
  world = await openTestHouse('paper');
  world.setClock('2020-06-15T09:00:00+08:00');
  bureauId = await world.newBureau();
  one = await world.signIn(bureauId, 'office');
  two = await world.signIn(bureauId, 'office');
});
afterAll(() => world.close());

const say = (given: Record<string, Answer>, declined: string[] = []): Answers => ({ v: 1, given, declined });
async function openStack(): Promise<string> {
  const made = await one!.call(draftRoutes.createQuestionnaire, { body: { body: aQuestionnaire() } });
  const body = { questionnaireId: made.body.id, version: 1, label: '食堂票箱' };
  return (await one!.call(paperRoutes.openPaperStack, { body })).body.id;
}
const key = (clerk: Caller, stackId: string, formNo: number, answers: Answers, slip = 'ABCD-1234') =>
  clerk.call(paperRoutes.keyPaperForm, { params: { stackId, formNo }, body: { answers, slip } });

describe('paper forms, keyed twice', () => {
  test('opening a stack puts the version into use', async () => {
    const stackId = await openStack();
    const stack = await one!.call(paperRoutes.readPaperStack, { params: { stackId } });
    const version = await one!.call(draftRoutes.readQuestionnaire, {
      params: { questionnaireId: stack.body.questionnaireId },
    });
    expect(version.body.lockedOn).toBe('2020-06-15');
  });

  test('two readings that agree are settled; the second is another person’s and does not see the first', async () => {
    const stackId = await openStack();
    const answers = say({ role: 'o1', mood: 7 });
    const first = await key(one!, stackId, 1, answers);
    expect(first.body).toEqual({ formNo: 1, state: 'keyed-once', differences: [], first: null, slip: '' });
    expect(await key(one!, stackId, 1, answers)).toMatchObject({
      status: 409,
      body: { code: 'survey/keyed-by-you' },
    });
    const seen = await two!.call(paperRoutes.readPaperForm, { params: { stackId, formNo: 1 } });
    expect(seen.body.first).toBeNull();
    expect((await key(two!, stackId, 1, answers, 'abcd 1234')).body.state).toBe('settled');
    expect(await key(two!, stackId, 1, answers)).toMatchObject({ status: 409 });
  });

  test('where they part, each difference is shown and settled with the paper in hand', async () => {
    const stackId = await openStack();
    await key(one!, stackId, 3, say({ role: 'o1', mood: 7 }), 'AAAA');
    const second = await key(two!, stackId, 3, say({ role: 'o1', mood: 1 }, ['share']), 'AAAB');
    expect(second.body.state).toBe('differs');
    expect(second.body.differences).toEqual([
      { question: 'mood', first: 7, firstDeclined: false, second: 1, secondDeclined: false },
      { question: 'share', first: null, firstDeclined: false, second: null, secondDeclined: true },
      { question: 'slip', first: 'AAAA', firstDeclined: false, second: 'AAAB', secondDeclined: false },
    ]);
    // What they agree on need not be typed once more.
    expect(second.body).toMatchObject({ slip: 'AAAA', first: { given: { mood: 7 } } });
    const close = () => one!.call(paperRoutes.closePaperStack, { params: { stackId } });
    expect(await close()).toMatchObject({ status: 409, body: { code: 'survey/stack-unfinished' } });
    const body = { answers: say({ role: 'o1', mood: 7 }, ['share']), slip: 'AAAB' };
    const settled = await two!.call(paperRoutes.settlePaperForm, { params: { stackId, formNo: 3 }, body });
    expect(settled.body.state).toBe('settled');
    expect((await close()).body.closedOn).toBe('2020-06-15');
    expect(await key(one!, stackId, 4, say({ role: 'o1' }))).toMatchObject({
      status: 409,
      body: { code: 'survey/stack-closed' },
    });
  });

  test('what does not fit the questionnaire is refused by question; leaving things out is not', async () => {
    const stackId = await openStack();
    const reply = await key(one!, stackId, 1, say({ role: 'o9', mood: 11 }));
    expect(reply).toMatchObject({
      status: 422,
      body: {
        code: 'survey/answers-unsound',
        problems: [{ code: 'survey/unknown-option' }, { code: 'survey/out-of-range' }],
      },
    });
    expect((await key(one!, stackId, 1, say({}))).status).toBe(200);
  });

  test('a closed stack is taken once, by code and not by number, and leaves nothing behind', async () => {
    const stackId = await openStack();
    for (const [formNo, slip, mood] of [
      [1, 'ZZZZ', 3],
      [2, 'AAAA', 9],
    ] as const)
      for (const clerk of [one!, two!]) await key(clerk, stackId, formNo, say({ role: 'o2', mood }), slip);
    await one!.call(paperRoutes.closePaperStack, { params: { stackId } });
    const taken = await world.act(bureauId, (act) => takePaperBallots(act, stackId));
    expect(taken.map(({ slip, answers }) => [slip, answers.given['mood']])).toEqual([
      ['AAAA', 9],
      ['ZZZZ', 3],
    ]);
    expect(await world.act(bureauId, (act) => takePaperBallots(act, stackId))).toEqual([]);
    const left = await world.database.owner(async (client) => {
      await client.query("select set_config('app.bureau', $1, false)", [bureauId]);
      const forms =
        "select settled, slip from survey.paper_form where stack_id = $1 and (settled is not null or slip <> '')";
      const readings = 'select 1 from survey.paper_keying where stack_id = $1';
      return [
        (await client.query(forms, [stackId])).rowCount,
        (await client.query(readings, [stackId])).rowCount,
      ];
    });
    expect(left).toEqual([0, 0]);
  });
});
