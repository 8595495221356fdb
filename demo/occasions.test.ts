import { describe, expect, test } from 'vitest';
import { inPostOn } from '#demo/people.ts';
import { sampleBureau } from '#demo/sample.ts';

const { people, cast, occasions, programme } = sampleBureau();
const person = new Map(people.map((p) => [p.staffNo, p]));
const agencies = (members: readonly string[]) => new Set(members.map((m) => person.get(m)!.legacy));

test('nobody is anywhere before joining or after leaving', () => {
  const { meetings, contingents, serviceTeams, reviewPairs } = occasions;
  const presences = [
    ...meetings.map((m) => ({ on: m.heldOn, who: m.present })),
    ...contingents.flatMap((c) => c.rehearsals.map((r) => ({ on: r.heldOn, who: r.present }))),
    ...contingents.map((c) => ({ on: '2020-09-28', who: c.members })),
    ...serviceTeams.map((t) => ({ on: t.formedOn, who: t.members })),
    ...occasions.relay.teams.map((t) => ({ on: occasions.relay.heldOn, who: t.members })),
    ...programme.items.map((item) => ({ on: '2020-09-24', who: item.performers })),
    { on: '2020-09-17', who: programme.forum },
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

describe('the programme of the festival', () => {
  const marchers = occasions.contingents.flatMap((c) => c.members);

  test('171 sign up for 162 seats: four withdraw, four move up, five wait to the end', () => {
    const { signUps } = programme;
    expect(signUps).toHaveLength(171);
    expect(new Set(signUps.map((s) => s.staffNo)).size).toBe(171);
    const withdrew = signUps.filter((s) => s.withdrewOn);
    expect(withdrew).toHaveLength(4);
    const seated = signUps.filter((s) => !s.withdrewOn).slice(0, 162);
    const drawn = occasions.contingents.filter((c) => !c.enteredBy).flatMap((c) => c.members);
    expect(seated.map((s) => s.staffNo).toSorted()).toEqual(drawn.toSorted());
    expect(signUps.slice(0, 162).filter((s) => s.withdrewOn)).toHaveLength(4);
  });

  test('14 items with 126 performers, 124 works by 71 authors, 247 different people in all', () => {
    const performers = programme.items.flatMap((item) => item.performers);
    const authors = programme.works.map((work) => work.author);
    expect([programme.items.length, performers.length, new Set(performers).size]).toEqual([14, 126, 126]);
    expect([authors.length, new Set(authors).size]).toEqual([124, 71]);
    const kinds = Map.groupBy(programme.works, (work) => work.kind);
    expect(['书法', '绘画', '摄影'].map((kind) => kinds.get(kind as '书法')!.length)).toEqual([38, 22, 64]);
    expect(new Set([...marchers, ...performers, ...authors]).size).toBe(247);
  });

  test('the play about the lift is played by its author and people of the lift inspectorate', () => {
    const play = programme.items.at(-1)!;
    expect(play.title).toBe('情景剧《十二层的电梯》');
    expect(play.performers.map((m) => person.get(m)!.name)).toContain('白晓苇');
    expect(play.performers.every((m) => person.get(m)!.unit.startsWith('SE'))).toBe(true);
  });

  test('142 sit in the forum', () => {
    expect(new Set(programme.forum).size).toBe(142);
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
