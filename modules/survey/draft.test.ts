import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestHouse, type Caller, type TestHouse } from '#root/tools/testing/house.ts';
import { draftRoutes } from './draft.contract.ts';
import { lockVersion } from './draft.work.ts';
import { aQuestionnaire } from './survey.fixtures.ts';

let world: TestHouse;
let office: Caller;
let bureauId: string;
beforeAll(async () => {
  world = await openTestHouse('questionnaire');
  world.setClock('2020-06-01T08:00:00+08:00');
  bureauId = await world.newBureau();
  office = await world.signIn(bureauId, 'office');
});
afterAll(() => world.close());

const create = async () =>
  (await office.call(draftRoutes.createQuestionnaire, { body: { body: aQuestionnaire() } })).body;
const save = (of: { id: string; version: number; revision: number }, title: string) =>
  office.call(draftRoutes.saveQuestionnaire, {
    params: { questionnaireId: of.id },
    body: { version: of.version, revision: of.revision, body: aQuestionnaire({ title: { zh: title } }) },
  });

describe('a questionnaire and its versions', () => {
  test('is saved over itself while nobody used it', async () => {
    const made = await create();
    const saved = await save(made, '改过的题目');
    expect(saved.body).toMatchObject({
      version: 1,
      revision: 2,
      lockedOn: null,
      body: { title: { zh: '改过的题目' } },
    });
    expect(saved.body.hash).not.toBe(made.hash);
  });

  test('a used version stays as it was: saving begins the next one', async () => {
    const made = await create();
    await world.act(bureauId, (act) => lockVersion(act, made.id, 1));
    const saved = await save(made, '第二版');
    expect(saved.body).toMatchObject({ version: 2, revision: 1, lockedOn: null });
    const first = await office.call(draftRoutes.readQuestionnaireVersion, {
      params: { questionnaireId: made.id, version: 1 },
    });
    expect(first.body).toMatchObject({
      hash: made.hash,
      lockedOn: '2020-06-01',
      may: { change: { may: false } },
    });
  });

  test('a used version is safe from the database’s own hand', async () => {
    const made = await create();
    await world.act(bureauId, (act) => lockVersion(act, made.id, 1));
    const tamper = world.database.owner(async (client) => {
      await client.query("select set_config('app.bureau', $1, false)", [bureauId]);
      const changed = "update survey.questionnaire_version set body = '{}' where questionnaire_id = $1";
      return client.query(changed, [made.id]);
    });
    await expect(tamper).rejects.toThrow('in use cannot be changed');
    const removed = await office.call(draftRoutes.removeQuestionnaire, {
      params: { questionnaireId: made.id },
    });
    expect(removed).toMatchObject({ status: 409, body: { code: 'survey/version-used' } });
  });

  test('two people editing at once do not overwrite each other', async () => {
    const made = await create();
    await save(made, '甲改的');
    expect(await save(made, '乙改的')).toMatchObject({
      status: 409,
      body: { code: 'survey/changed-meanwhile' },
    });
  });

  test('what could not be asked is refused with every fault at once', async () => {
    const body = aQuestionnaire();
    body.sections[0]!.questions[1]!.code = 'role';
    body.sections[0]!.questions[4]!.showIf = {
      of: 'all',
      tests: [{ code: 'open', is: 'any-of', options: ['x'] }],
    };
    const reply = await office.call(draftRoutes.createQuestionnaire, { body: { body } });
    expect(reply).toMatchObject({ status: 422, body: { code: 'survey/unsound' } });
    expect(
      (reply.body as unknown as { problems: { path: string }[] }).problems.map(({ path }) => path),
    ).toEqual(['body.body.sections.0.questions.1', 'body.body.sections.0.questions.4.showIf']);
  });
});
