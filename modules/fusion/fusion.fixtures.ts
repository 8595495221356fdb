/** Small invented bureaus for tests: people by legacy agency, in two units, with a sheet-filling hand. */
import { newId } from '#platform/db/uuid.ts';
import type { Caller, TestHouse } from '#root/tools/testing/house.ts';
import { savePersons, saveHistories } from '#modules/people/person.data.ts';
import { insertUnits } from '#modules/people/unit.data.ts';
import { saveAgencies } from '#modules/people/agency.data.ts';
import { listLegacyAgencies } from '#modules/people/index.ts';
import { answerRoutes, type Sheet } from './answer.contract.ts';
import type { WavePlan } from './wave.contract.ts';

export interface AnInvented {
  personId: string;
  staffNo: string;
  name: string;
  legacy: string;
}

/** A bureau with so many people of each legacy agency, all in post since 2019, in two units by turns. */
export async function aBureau(
  world: TestHouse,
  counts: Readonly<Record<string, number>>,
): Promise<{ bureauId: string; people: AnInvented[]; unitIds: string[] }> {
  const bureauId = await world.newBureau();
  const [root, one, two] = [newId(), newId(), newId()] as [string, string, string];
  const people = Object.entries(counts).flatMap(([legacy, n]) =>
    Array.from({ length: n }, (_, at) => ({
      personId: newId(),
      staffNo: `${legacy}${String(at + 1).padStart(4, '0')}`,
      name: `${legacy}${at + 1}号`,
      legacy,
    })),
  );
  await world.act(bureauId, async (act) => {
    await saveAgencies(act.db, bureauId, await listLegacyAgencies(act));
    const unit = { bureau_id: bureauId, opened_on: '2019-01-30', closed_on: null, import_id: null };
    const form = { bureau_id: bureauId, from_on: '2019-01-30', until_on: null };
    await insertUnits(
      act.db,
      [
        { ...unit, unit_id: root, code: 'B', kind: 'bureau' },
        { ...unit, unit_id: one, code: 'S1', kind: 'section' },
        { ...unit, unit_id: two, code: 'S2', kind: 'section' },
      ],
      [
        { ...form, unit_id: root, name: '测试局', short_name: '局', parent_id: null, position: 1 },
        { ...form, unit_id: one, name: '一科', short_name: '一科', parent_id: root, position: 2 },
        { ...form, unit_id: two, name: '二科', short_name: '二科', parent_id: root, position: 3 },
      ],
      [],
    );
    await savePersons(
      act.db,
      people.map(({ personId, staffNo, name, legacy }) => ({
        bureau_id: bureauId,
        person_id: personId,
        staff_no: staffNo,
        name,
        pinyin: name,
        initials: name,
        legacy_code: legacy,
        post_type: 'CIVIL_SERVICE' as const,
        rank: '',
        rank_order: null,
        joined_on: '2019-01-30',
        left_on: null,
        phone_sealed: null,
        version: 1,
      })),
    );
    const seat = {
      kind: 'appointed' as const,
      fromOn: '2019-01-30',
      untilOn: null,
      post: '',
      rank: '',
      postType: null,
    };
    await saveHistories(
      act.db,
      bureauId,
      new Map(people.map(({ personId }, at) => [personId, [{ ...seat, unitId: at % 2 ? two : one }]])),
    );
  });
  return { bureauId, people, unitIds: [root, one, two] };
}

/** A plan that opens on 2020-06-08; give what matters to the test. */
export const aPlan = (more: Partial<WavePlan> = {}): WavePlan & { source: 'asked' | 'imported' } => ({
  name: '第一轮',
  purpose: '只用来了解不同原单位的同事相识到什么程度。',
  asOfOn: '2020-06-08',
  unitIds: null,
  opensOn: '2020-06-08',
  closesOn: '2020-06-19',
  deleteOn: '2020-12-19',
  namesPerPerson: 30,
  domains: [
    { code: 'market', name: '市场', home: 'ICO' },
    { code: 'equipment', name: '特种设备', home: 'QTS' },
  ],
  source: 'asked',
  ...more,
});

/** Consents, answers everything by a rule and finishes. Gives back the list that was asked. */
export async function fillSheet(
  caller: Caller,
  waveId: string,
  said: (other: { name: string; legacy: string }) => 0 | 1 | 2 | 'skip',
): Promise<Sheet> {
  const { body: sheet } = await caller.call(answerRoutes.giveConsent, { params: { waveId } });
  const body = {
    people: sheet.people.map((other) => ({ personId: other.personId, said: said(other) })),
    domains: sheet.domains.map(({ code }) => ({ code, said: 1 as const })),
  };
  await caller.call(answerRoutes.saveAnswers, { params: { waveId }, body });
  await caller.call(answerRoutes.finishSheet, { params: { waveId } });
  return sheet;
}
