import { describe, expect, test } from 'vitest';
import { inPostOn } from '#demo/people.ts';
import { sampleBureau } from '#demo/sample.ts';

const { people, cast, occasions } = sampleBureau();
const person = new Map(people.map((p) => [p.staffNo, p]));
const agencies = (members: readonly string[]) => new Set(members.map((m) => person.get(m)!.legacy));

test('nobody is anywhere before joining or after leaving', () => {
  const { meetings, contingents, serviceTeams, reviewPairs } = occasions;
  const presences = [
    ...meetings.map((m) => ({ on: m.heldOn, who: m.present })),
    ...contingents.flatMap((c) => c.rehearsals.map((r) => ({ on: r.heldOn, who: r.present }))),
    ...contingents.map((c) => ({ on: '2020-09-28', who: c.members })),
    ...serviceTeams.map((t) => ({ on: t.formedOn, who: t.members })),
    ...reviewPairs.map((r) => ({ on: r.on, who: r.reviewers })),
  ];
  for (const { on, who } of presences) {
    expect(new Set(who).size).toBe(who.length);
    expect(who.filter((staffNo) => !inPostOn(person.get(staffNo)!, on))).toEqual([]);
  }
});

describe('meetings as training', () => {
  const [joint, ...trainings] = occasions.meetings;

  test('the first joint 3·15 brought 41 together', () => {
    expect(joint).toMatchObject({ heldOn: '2019-03-15' });
    expect(joint!.present).toHaveLength(41);
  });

  test('ten sessions, 684 attendances, 171 people', () => {
    expect(trainings.map((t) => t.present.length)).toEqual([62, 58, 71, 66, 69, 74, 64, 70, 77, 73]);
    expect(new Set(trainings.flatMap((t) => t.present)).size).toBe(171);
    expect([trainings[0]!.heldOn, trainings.at(-1)!.heldOn]).toEqual(['2020-07-24', '2021-03-19']);
  });
});

describe('the festival', () => {
  const { contingents } = occasions;

  test('eight contingents march with 212 different people', () => {
    expect(contingents).toHaveLength(8);
    expect(new Set(contingents.flatMap((c) => c.members)).size).toBe(212);
    expect(contingents.flatMap((c) => c.members)).toHaveLength(212);
  });

  test('six are drawn across at least three legacy agencies, two come from one body', () => {
    const [drawn, alone] = [contingents.filter((c) => !c.enteredBy), contingents.filter((c) => c.enteredBy)];
    expect(drawn.map((c) => agencies(c.members).size >= 3)).toEqual(Array(6).fill(true));
    expect(alone.map((c) => c.name)).toEqual(['检验检测方阵', '特种设备方阵']);
    for (const { enteredBy, members } of alone)
      expect(members.every((m) => person.get(m)!.unit.startsWith(enteredBy!))).toBe(true);
  });

  test('rehearsals are attended by members, about four in five', () => {
    const rehearsals = contingents.flatMap((c) => c.rehearsals.map((r) => ({ ...r, members: c.members })));
    for (const { present, members } of rehearsals)
      expect(present.every((staffNo) => members.includes(staffNo))).toBe(true);
    const share = rehearsals.reduce((sum, r) => sum + r.present.length, 0) / (212 * 6);
    expect(share).toBeGreaterThan(0.78);
    expect(share).toBeLessThan(0.86);
  });
});

test('twelve service teams of six are mixed', () => {
  expect(occasions.serviceTeams.map((team) => team.members.length)).toEqual(Array(12).fill(6));
  for (const { members } of occasions.serviceTeams) expect(agencies(members).size).toBeGreaterThanOrEqual(2);
});

test('thirty-six files are read by two reviewers of different legacy agencies', () => {
  expect(occasions.reviewPairs).toHaveLength(36);
  for (const { reviewers } of occasions.reviewPairs) expect(agencies(reviewers).size).toBe(2);
});

test('administrators neither serve enterprises nor review files', () => {
  const admins = cast.filter((m) => m.roles.some((role) => role.endsWith('-admin'))).map((m) => m.staffNo);
  const { serviceTeams, reviewPairs } = occasions;
  const inBusiness = [...serviceTeams.flatMap((t) => t.members), ...reviewPairs.flatMap((r) => r.reviewers)];
  expect(admins.filter((staffNo) => inBusiness.includes(staffNo))).toEqual([]);
});
