import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sampleBureau } from '#demo/sample.ts';
import type { Act } from '#platform/act/index.ts';
import { listAccounts } from '#platform/identity/index.ts';
import { homeRoutes } from '#platform/home/home.contract.ts';
import { listFacts } from '#platform/ledger/index.ts';
import { readWorkbook, isSheetRefusal } from '#platform/sheets/index.ts';
import { openTestHouse, type Caller, type TestHouse } from '#root/tools/testing/house.ts';
import { aSampleBureau } from '../people/people.fixtures.ts';
import { listPeopleOn } from '../people/index.ts';
import { sampleOpinions } from './opinion.sample.ts';
import { resultRoutes } from './result.contract.ts';
import { aTalliedWave } from './result.fixtures.ts';
import { gather } from './result-gather.work.ts';
import { measureAndRelease } from './result.work.ts';
import { deleteAnswers, updateSurvey } from './survey.data.ts';
import { textRoutes } from './text.contract.ts';
import { redactTexts } from './text.work.ts';

let world: TestHouse;
let bureauId: string;
let office: Caller;
let witness: Caller;
let leader: Caller;
let staff: Caller;
let first: string;
let second: string;

const waves = sampleOpinions(sampleBureau());
let keepers: { personId: string }[];

/** People whom no account serves yet. */
const free = async (act: Act) => {
  const taken = (await listAccounts(act.db)).map((row) => row.person_id);
  return (await listPeopleOn(act, waves[0]!.wave.rosterOn)).filter(
    ({ personId }) => !taken.includes(personId),
  );
};

const tally = (at: number, previousId: string | null, asked?: { questionnaireId: string; version: number }) =>
  world.act(bureauId, (act) =>
    aTalliedWave(act, waves[at]!, keepers, { previousId, ...(asked ? { asked } : {}) }),
  );

beforeAll(async () => {
  world = await openTestHouse('result');
  world.setClock('2020-12-21T09:00:00+08:00');
  bureauId = await aSampleBureau(world);
  const people = await world.act(bureauId, free);
  keepers = people;
  office = await world.signIn(bureauId, ['office', 'staff'], people[0]!.personId);
  witness = await world.signIn(bureauId, 'staff', people[1]!.personId);
  leader = await world.signIn(bureauId, 'leader', people[2]!.personId);
  staff = await world.signIn(bureauId, 'staff', people[3]!.personId);
  const one = await tally(0, null);
  first = one.surveyId;
  await world.settled(bureauId);
  second = (await tally(1, first, one.asked)).surveyId;
  await world.settled(bureauId);
});
afterAll(() => world.close());

const at = (surveyId: string) => ({ params: { surveyId } });
const read = (who: Caller, surveyId = second) => who.call(resultRoutes.readSurveyResult, at(surveyId));

describe('the tally is followed by the result', () => {
  test('released by itself, on the same day, byte for byte the same for leaders and staff', async () => {
    const [a, b, c] = [await read(leader), await read(staff), await read(office)];
    expect(a.status).toBe(200);
    expect(a.body.release).toMatchObject({ response: { answered: 282 }, since: { id: first } });
    expect(b.body).toEqual(a.body);
    expect(c.body).toEqual(a.body);
  });
  test('the facts say so, and each finding is one', async () => {
    const facts = await world.act(bureauId, (act) => listFacts(act.db, { limit: 200 } as never));
    const kinds = facts.map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === 'survey/results-released')).toHaveLength(2);
    const measured = facts.filter(
      ({ kind, data }) => kind === 'survey/scale-measured' && data['scale'] === 'cohesion',
    );
    expect(measured.map(({ quantity }) => quantity)).toEqual([3.68, 3.21]);
    const { findings } = (await read(staff)).body;
    expect(findings.length).toBeGreaterThan(5);
    const published = facts.filter(({ kind }) => kind === 'survey/finding-published');
    const told = new Map(published.map(({ subject, data }) => [subject, data]));
    for (const { id, code, sentence, asksAnswer } of findings)
      expect(told.get(`finding/${id}`)).toEqual({ code, sentence: sentence.zh, asksAnswer });
  });
  test('computed again from the answers it is the same to the byte', async () => {
    const again = await office.call(resultRoutes.recomputeSurveyResult, at(second));
    expect(again.body).toMatchObject({ same: true });
    expect(again.body.again).toBe(again.body.digest);
  });
  test('what is released cannot be changed, not even by the database’s own application user', async () => {
    const change = world.database.pool.query('update survey.result set release = $1', ['{}']);
    await expect(change).rejects.toThrow('permission denied');
  });
  test('waves stand side by side on one course', async () => {
    const { courses } = (await read(staff)).body;
    expect(courses.find(({ scale }) => scale === 'cohesion')!.points.map(({ mean }) => mean.value)).toEqual([
      3.21, 3.68,
    ]);
  });
  test('one question by group is asked for on its own; of one that is not there nothing comes', async () => {
    const byGroup = (who: Caller, question: string) =>
      who.call(resultRoutes.readQuestionByGroup, { ...at(second), query: { question } });
    const [{ body }, b] = [await byGroup(staff, 'overall'), await byGroup(leader, 'overall')];
    expect(b.body).toEqual(body);
    expect(body.map(({ row, partings }) => [row, partings.length])).toEqual([
      ['ov1', 2],
      ['ov2', 2],
    ]);
    const [byStratum, byLegacy] = body[0]!.partings.map(({ cells }) => cells[0]!);
    // One person left the first stratum between the waves.
    expect(byStratum).toMatchObject({ group: 'A', kind: 'shown', change: null, whyNoChange: 'few-moved' });
    expect(byLegacy).toMatchObject({ kind: 'shown', change: { value: expect.any(Number) } });
    expect((await byGroup(staff, 'nothing')).body).toEqual([]);
    expect((await read(staff)).body.release).not.toHaveProperty('parted');
  });
  test('a survey that was not tallied has no result', async () => {
    expect(await read(staff, bureauId)).toMatchObject({ status: 404, body: { code: 'survey/no-survey' } });
  });
});

describe('the first page', () => {
  const home = async (who: Caller) => (await who.call(homeRoutes.readHome)).body;
  test('tells leaders the clearest finding with interval, n and what is not known, and leads to its records', async () => {
    const { brief, findings } = await home(leader);
    const said = brief!.sentences.find(({ to }) => to === `/survey/results/${second}`)!;
    for (const words of [waves[1]!.wave.title, '区间', '282 人作答', '这里不知道'])
      expect(said.text.zh).toContain(words);
    expect(said.records).toBe(`/records?subject=survey%2F${second}`);
    expect(findings.map(({ to }) => to)).not.toContain(`/survey/results/${second}`);
  });
  test('tells staff the same finding, and only leaders what nobody answered in thirty days', async () => {
    const { brief, findings } = await home(staff);
    expect([brief, findings.map(({ to }) => to)]).toEqual([null, [`/survey/results/${second}`]]);
    const { exceptions } = (await home(leader)).brief!;
    const late = exceptions.filter(({ text }) => text.zh.includes('还没有答复'));
    expect(late.map(({ to }) => to)).toEqual([`/survey/results/${first}`]);
  });
});

describe('files', () => {
  test('Excel holds what pages show, and no row of anybody', async () => {
    const file = await leader.call(resultRoutes.exportSurveyResult, at(second));
    const book = readWorkbook(file.bytes, '结果.xlsx');
    if (isSheetRefusal(book)) throw new Error(book.code);
    expect(book.sheets.map(({ name }) => name)).toEqual([
      '结论',
      '量表',
      '各题分布',
      '按分组',
      '按自报的原单位',
      '各题按分组',
      '各题按自报的原单位',
      '一起变动',
      '应答',
    ]);
    expect((await staff.call(resultRoutes.exportSurveyResult, at(second))).status).toBe(403);
  });
  test('the report as Word and as PDF', async () => {
    const query = (format: 'docx' | 'pdf') => ({ ...at(second), query: { format } });
    const word = await leader.call(resultRoutes.exportSurveyReport, query('docx'));
    const text = strFromU8(unzipSync(word.bytes)['word/document.xml']!);
    for (const part of ['调查概况', '主要结果', '建议', '由 3.10 升到 3.42'])
      expect(text.replaceAll(/<[^>]+>/g, '')).toContain(part);
    const pdf = await leader.call(resultRoutes.exportSurveyReport, query('pdf'));
    expect(strFromU8(pdf.bytes.slice(0, 5))).toBe('%PDF-');
  }, 30_000);
});

describe('raw answers', () => {
  test('no role reads them: no reply of any route of results holds a row or a text', async () => {
    for (const who of [office, witness, leader, staff]) {
      const bodies = JSON.stringify([
        (await read(who)).body,
        (await who.call(textRoutes.readSurveyTexts, at(second))).body,
      ]);
      expect(bodies).not.toContain('answer_id');
      expect(bodies).not.toContain('memory');
      for (const { text } of waves[1]!.opinions) if (text) expect(bodies).not.toContain(text);
    }
    for (const role of ['system-admin', 'security-admin', 'audit-admin'] as const) {
      const admin = await world.signIn(bureauId, role);
      for (const route of [...Object.values(resultRoutes), ...Object.values(textRoutes)])
        expect(
          (
            await admin.call(route as never, {
              params: { surveyId: second, textId: second },
              query: { format: 'pdf' },
              body: { marks: [], withheld: false },
            })
          ).status,
        ).toBe(403);
    }
  });
});

describe('free texts', () => {
  const desk = async (who: Caller) => (await who.call(textRoutes.readRedactionDesk, at(second))).body;
  const mark = (who: Caller, textId: string, marks: [number, number][], withheld = false) =>
    who.call(textRoutes.redactText, { params: { surveyId: second, textId }, body: { marks, withheld } });

  test('only the two keepers of the survey open the desk', async () => {
    for (const who of [leader, staff])
      expect(await who.call(textRoutes.readRedactionDesk, at(second))).toMatchObject({
        status: 403,
        body: { code: 'survey/not-redactor' },
      });
    expect((await desk(office)).texts).toHaveLength(74);
  });
  test('names are suggested, and the other’s word is told only after one’s own', async () => {
    const named = (await desk(office)).texts.find(({ body }) => body.includes('靳文澄'))!;
    expect(named.suggested.map(([from, to]) => named.body.slice(from, to))).toContain('靳文澄');
    expect(named.other).toBe('unknown');
    await mark(witness, named.textId, named.suggested);
    expect((await desk(office)).texts.find(({ textId }) => textId === named.textId)).toMatchObject({
      other: 'unknown',
      theirs: null,
    });
    const differing = await mark(office, named.textId, []);
    expect(differing.body.text).toMatchObject({ other: 'differs', theirs: { marks: named.suggested } });
  });
  test('nothing is shown while they differ, or before both decided on all', async () => {
    expect(await office.call(textRoutes.releaseTexts, at(second))).toMatchObject({
      status: 409,
      body: { code: 'survey/texts-undecided' },
    });
    expect((await staff.call(textRoutes.readSurveyTexts, at(second))).body).toMatchObject({
      state: 'redacting',
      questions: [],
    });
    const { textId } = (await desk(office)).texts[0]!;
    expect(await mark(office, textId, [[0, 4000]])).toMatchObject({
      status: 422,
      body: { code: 'survey/bad-marks' },
    });
  });
  test('when both agree on all, everybody reads them, shuffled and without names', async () => {
    const decided = (await desk(office)).texts.map(({ textId, suggested, body }) => ({
      textId,
      marks: suggested,
      withheld: body.includes('上个月刚'),
    }));
    const [, ...others] = decided;
    for (const { who } of [office, witness])
      await world.house.runAct(who, (act) => redactTexts(act, second, others));
    for (const who of [office, witness]) {
      expect((await desk(witness)).may.release.may).toBe(false);
      await mark(who, decided[0]!.textId, decided[0]!.marks, decided[0]!.withheld);
    }
    expect((await desk(witness)).may.release.may).toBe(true);
    expect((await witness.call(textRoutes.releaseTexts, at(second))).status).toBe(200);
    const shown = (await staff.call(textRoutes.readSurveyTexts, at(second))).body;
    expect(shown.questions[0]!.texts).toHaveLength(73);
    expect(shown.questions[0]!.texts.join('')).not.toContain('靳文澄');
    expect(shown).not.toHaveProperty('release');
    expect(await desk(office)).toMatchObject({
      texts: [],
      may: { release: { whyNot: { zh: '已经公布。' } } },
    });
    expect(await mark(office, decided[0]!.textId, [])).toMatchObject({
      status: 409,
      body: { code: 'survey/texts-out' },
    });
  });
});

describe('findings are answered', () => {
  const heard = (kind: string, sourceId: string, more: object) =>
    world.act(bureauId, async (act) => {
      const data = { source: '发现', sourceKind: 'survey/finding', sourceId, ...more };
      act.record({ kind, subject: 'measure/x', on: '2021-01-04', data });
    });
  test('by a measure of the plan, or by the reason why not', async () => {
    const { findings } = (await read(staff)).body;
    const [burden, other] = [findings.find(({ code }) => code === 'change-burden')!, findings.at(-1)!];
    await heard('plan/source-taken', burden.id, { title: '合并各类报表' });
    await heard('plan/source-declined', other.id, { reason: '只是情况说明' });
    await heard('plan/source-taken', 'not-a-finding', { title: '别的' });
    await world.settled(bureauId);
    const after = (await read(staff)).body.findings;
    expect(after.find(({ id }) => id === burden.id)!.answer).toEqual({
      kind: 'measure',
      words: '合并各类报表',
      on: '2021-01-04',
      subject: 'measure/x',
    });
    const { body } = await staff.call(resultRoutes.readSurveyFinding, { params: { findingId: burden.id } });
    expect(body).toMatchObject({ surveyId: second, finding: { answer: { subject: 'measure/x' } } });
    const { changes } = (await staff.call(homeRoutes.readHome)).body;
    expect(changes).toContainEqual(
      expect.objectContaining({ to: `/survey/findings/${burden.id}`, subject: `finding/${burden.id}` }),
    );
    expect(await staff.call(resultRoutes.readSurveyFinding, { params: { findingId: second } })).toMatchObject(
      { status: 404, body: { code: 'survey/no-finding' } },
    );
    expect(after.find(({ id }) => id === other.id)!.answer).toMatchObject({
      kind: 'declined',
      words: '只是情况说明',
    });
  });
});

describe('the register of releases', () => {
  /** Tallied, and no job told of it: the test says when it is measured. */
  const quietly = (n: number, castTo: string) =>
    world.act(bureauId, async (act) => {
      const { wave } = waves[n]!;
      const quiet = { ...act, record: () => {} } as unknown as Act;
      return (await aTalliedWave(quiet, { ...waves[n]!, wave: { ...wave, castTo } }, keepers, {})).surveyId;
    });
  const registered = (surveyId: string) =>
    world.act(bureauId, async (act) => (await gather(act, surveyId, '2021-03-01')).input);
  const measuring = (onKeeping: () => Promise<unknown> = async () => {}) => ({
    act: <T>(work: (act: Act) => Promise<T>) => world.act(bureauId, work),
    progress: async (done: number) => void (done > 0.5 && (await onKeeping())),
  });

  test('a survey cast before all others and tallied after them is judged beside what is out by then', async () => {
    const late = await quietly(0, '2020-01-31');
    const input = await registered(late);
    expect(input.before).toBeNull();
    const scopes = new Set(input.registered.map(({ table }) => table.name.split('|')[0]));
    expect(scopes).toEqual(new Set([first, second]));
    expect(await measureAndRelease(measuring(), late)).toBe(true);
    expect((await registered(first)).registered).toEqual([]);
    const again = await office.call(resultRoutes.recomputeSurveyResult, at(late));
    expect(again.body).toMatchObject({ same: true });
  });
  test('where another survey comes out while one is computed, that one is computed again beside it', async () => {
    const [slow, quick] = [await quietly(2, '2021-02-26'), await quietly(2, '2021-02-27')];
    const overtaken = measuring(() => measureAndRelease(measuring(), quick));
    expect(await measureAndRelease(overtaken, slow)).toBe(true);
    const names = (await registered(slow)).registered.map(({ table }) => table.name.split('|')[0]);
    expect(names).toContain(quick);
    expect((await office.call(resultRoutes.recomputeSurveyResult, at(slow))).body.same).toBe(true);
  });
});

describe('after destruction', () => {
  test('the result stays, the answers are gone and cannot be computed again', async () => {
    await world.act(bureauId, async (act) => {
      await deleteAnswers(act.db, bureauId, first);
      await updateSurvey(act.db, bureauId, first, { state: 'destroyed' });
    });
    expect((await read(staff, first)).status).toBe(200);
    expect(await office.call(resultRoutes.recomputeSurveyResult, at(first))).toMatchObject({
      status: 409,
      body: { code: 'survey/answers-destroyed' },
    });
  });
});
