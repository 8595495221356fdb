import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestHouse, type TestHouse } from '#root/tools/testing/house.ts';
import { aSampleBureau } from '#modules/people/people.fixtures.ts';
import { listPeopleOn } from '#modules/people/index.ts';
import { rosterLines } from './lint.work.ts';
import { remarksOn } from './lint.rules.ts';
import { legacyOptions, sampleQuestionnaire } from './questionnaire.sample.ts';
import { faultsOf, questionsOf } from './questionnaire.rules.ts';
import { scalesIn, wordingFaults } from './scale.rules.ts';

let world: TestHouse;
let bureauId: string;
beforeAll(async () => {
  world = await openTestHouse('questionnaire-sample');
  world.setClock('2020-06-01T08:00:00+08:00');
  bureauId = await aSampleBureau(world);
});
afterAll(() => world.close());

describe('the sample bureau’s questionnaire', () => {
  test('holds 30 five-point items on seven scales and two of its own, ego counts and one open question', () => {
    expect([...faultsOf(sampleQuestionnaire), ...wordingFaults(sampleQuestionnaire)]).toEqual([]);
    const questions = questionsOf(sampleQuestionnaire).map(({ question }) => question);
    const items = questions.flatMap((question) => (question.kind === 'matrix' ? question.rows : []));
    expect(items).toHaveLength(30);
    expect(
      scalesIn(sampleQuestionnaire).map(({ scale, items: asked }) => [scale.name.zh, asked.length]),
    ).toEqual([
      ['认同感', 4],
      ['归属感', 4],
      ['凝聚力', 4],
      ['业务互知', 4],
      ['廉洁作风', 4],
      ['服务意识', 4],
      ['工作负担', 4],
    ]);
    expect(questions.filter(({ kind }) => kind === 'ego' || kind === 'long-text')).toHaveLength(2);
  });

  test('passes the linter on the bureau’s own roster, and is refused where strata would be crossed', async () => {
    const lines = await world.act(bureauId, (act) => rosterLines(act));
    expect(lines.length).toBeGreaterThan(300);
    const refused = (crossing: boolean) =>
      remarksOn(sampleQuestionnaire, lines, { crossing }).filter(({ weight }) => weight === 'refuse');
    expect(refused(false)).toEqual([]);
    expect(refused(true)).toMatchObject([
      { rule: 'identifies', questions: ['legacy'], cell: { counted: true } },
    ]);
  });

  test('counts the merged small agencies as the roster has them', async () => {
    const agencies = await world.act(bureauId, async (act) =>
      (await listPeopleOn(act, act.today)).map(({ legacy }) => legacy),
    );
    expect(new Set(agencies)).toEqual(new Set(Object.keys(legacyOptions)));
  });
});
