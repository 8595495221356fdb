import { describe, expect, test } from 'vitest';
import { pinyin } from 'pinyin-pro';
import { LEGACY_AGENCIES, REFERENCE_DAY, WAVES } from '#demo/frame.ts';
import { DENIED_NAMES } from '#demo/names.ts';
import { assignmentOn, homeUnitOn, inPostOn } from '#demo/people.ts';
import type { Person } from '#demo/people.ts';
import { sampleBureau } from '#demo/sample.ts';
import { legacySplits } from '#demo/units.ts';

const sample = sampleBureau();
const { people, units } = sample;
const staffOn = (day: string) => people.filter((person) => inPostOn(person, day));
const staff = staffOn(REFERENCE_DAY);
const unitOf = new Map(units.map((unit) => [unit.code, unit]));
const stratumOn = (person: Person, day: string) => unitOf.get(homeUnitOn(person, day)!)!.stratum!;

const pairs = (n: number) => (n * (n - 1)) / 2;
const pensionAge = (p: Person) => p.bornYear + (p.gender === 'F' ? 55 : 60);

function playing(key: string): Person {
  const { staffNo } = sample.cast.find((member) => member.key === key)!;
  return people.find((person) => person.staffNo === staffNo)!;
}

function tally<K extends string>(keys: K[]): Record<K, number> {
  const counts = {} as Record<K, number>;
  for (const key of keys) counts[key] = (counts[key] ?? 0) + 1;
  return counts;
}

describe('on the reference day', () => {
  test('the bureau has 320 people out of six legacy agencies', () => {
    expect(staff).toHaveLength(320);
    expect(tally(staff.map((p) => p.legacy))).toEqual({
      ICO: 85,
      QTS: 89,
      FDA: 88,
      PRC: 22,
      IPO: 9,
      NEW: 27,
    });
  });

  test('they make 51,040 pairs, of which 39,108 cross the old boundaries', () => {
    const sizes = Object.values(tally(staff.map((p) => p.legacy)));
    const same = sizes.map(pairs).reduce((a, b) => a + b);
    expect([pairs(staff.length), same, pairs(staff.length) - same]).toEqual([51_040, 11_932, 39_108]);
  });

  test('every unit has its planned mix', () => {
    for (const { unit, split } of legacySplits()) {
      const own = staff.filter((p) => homeUnitOn(p, REFERENCE_DAY) === unit);
      expect([
        unit,
        ...LEGACY_AGENCIES.map(({ code }) => own.filter((p) => p.legacy === code).length),
      ]).toEqual([unit, ...split]);
    }
  });

  test('groups and strata have their sizes', () => {
    expect(tally(staff.map((p) => groupOf(p.unit)))).toEqual({
      leaders: 8,
      sections: 128,
      enforcement: 84,
      testing: 62,
      specialEquipment: 18,
      branch: 20,
    });
    expect(tally(staff.map((p) => stratumOn(p, REFERENCE_DAY)))).toEqual({
      U1: 37,
      U2: 35,
      U3: 35,
      U4: 29,
      U5: 37,
      U6: 47,
      U7: 62,
      U8: 18,
      U9: 20,
    });
  });

  test('silo sections are visible: seven are of one former agency alone', () => {
    const alone = legacySplits().filter(
      ({ unit, split }) => unitOf.get(unit)!.kind === 'section' && split.filter((n) => n > 0).length === 1,
    );
    expect(alone.map(({ unit }) => unitOf.get(unit)!.name)).toEqual([
      '广告监督管理科',
      '产品质量安全监督管理科',
      '计量科',
      '标准化科',
      '认证与检验检测监督管理科',
      '药品监督管理科',
      '医疗器械和化妆品监督管理科',
    ]);
  });
});

function groupOf(code: string) {
  const { kind, parent } = unitOf.get(code)!;
  if (kind === 'leadership') return 'leaders';
  if (kind === 'section') return 'sections';
  return { EN: 'enforcement', TC: 'testing', SE: 'specialEquipment', GH: 'branch' }[parent!]!;
}

describe('history', () => {
  test('six retire, eleven join, nine move', () => {
    expect(people.filter((p) => p.leftOn)).toHaveLength(6);
    expect(people.filter((p) => p.joinedOn > '2019-01-30')).toHaveLength(11);
    expect(people.flatMap((p) => p.assignments).filter((a) => a.kind === 'transfer')).toHaveLength(9);
  });

  test('on time: women at 55, men at 60, and nobody stays longer', () => {
    for (const person of people) {
      if (person.leftOn) expect(Number(person.leftOn.slice(0, 4))).toBe(pensionAge(person));
      else expect(pensionAge(person)).toBeGreaterThanOrEqual(2022);
    }
  });

  test('the waves meet 311, 318, 317 and 316 people', () => {
    expect(WAVES.map((wave) => staffOn(wave.opensOn).length)).toEqual([311, 318, 317, 316]);
  });

  test.each([
    ['2020-06-08', [37, 35, 35, 29, 36, 47, 61, 18, 20]],
    ['2020-12-07', [37, 35, 35, 28, 36, 47, 61, 18, 20]],
    ['2021-03-08', [36, 35, 35, 28, 36, 47, 61, 18, 20]],
  ])('strata on %s are those of the survey plan', (day, sizes) => {
    const counts = tally(staffOn(day).map((p) => stratumOn(p, day)));
    expect(
      Object.entries(counts)
        .toSorted()
        .map(([, n]) => n),
    ).toEqual(sizes);
  });

  test('assignments leave no gap and do not overlap', () => {
    for (const { assignments, joinedOn, leftOn } of people) {
      expect(assignments[0]!.from).toBe(joinedOn);
      expect(assignments.at(-1)!.to).toBe(leftOn);
      for (const [k, { from, to, unit }] of assignments.entries()) {
        expect(unitOf.get(unit)!.stratum).not.toBeNull();
        if (to !== null) expect(to > from).toBe(true);
        if (k > 0) expect(from).toBe(assignments[k - 1]!.to);
      }
    }
  });

  test('who is lent out keeps the home unit', () => {
    const lent = people.find((p) =>
      p.assignments.some((a) => a.kind === 'secondment' && a.from === '2020-07-13'),
    )!;
    expect(assignmentOn(lent, '2020-09-01')!.unit).toBe('S10');
    expect(homeUnitOn(lent, '2020-09-01')).toBe(lent.unit);
  });

  test('five old sites empty out on the day of the move', () => {
    const left = sample.buildings.filter((building) => building.to === '2019-06-17');
    expect(left).toHaveLength(5);
    for (const { places } of units) {
      for (const [k, place] of places.entries()) if (k > 0) expect(place.from).toBe(places[k - 1]!.to);
      const floors = places.filter((p) => p.building === 'M').map((p) => p.floor);
      for (const floor of floors) expect(floor >= 2 && floor <= 9).toBe(true);
    }
    const outside = units.filter((u) => ['TC', 'SE', 'GH'].includes(u.parent ?? ''));
    expect(outside.every((u) => u.places.length === 1)).toBe(true);
  });
});

describe('names', () => {
  const names = people.map((p) => p.name);

  test('are invented, each once', () => {
    expect(new Set(names).size).toBe(names.length);
    expect(names.filter((name) => DENIED_NAMES.includes(name))).toEqual([]);
  });

  test('three people share one pinyin, tones included', () => {
    const spoken = tally(names.map((name) => pinyin(name)));
    expect(spoken[pinyin('王立珩')]).toBe(3);
  });

  test('one carries a middle dot, one a character outside the basic plane', () => {
    expect(names.filter((name) => name.includes('·'))).toHaveLength(1);
    expect(names.filter((name) => [...name].some((c) => c.codePointAt(0)! > 0xffff))).toEqual(['田晓𬱖']);
  });

  test('staff numbers run from LC0001 without a hole', () => {
    expect(people.map((p) => p.staffNo)).toEqual(people.map((_, k) => `LC${String(k + 1).padStart(4, '0')}`));
  });
});

describe('the cast', () => {
  test.each([
    ['director', '申砚承', '局领导', '党组书记、局长'],
    ['qualityDeputy', '郭玉蘅', '局领导', '党组成员、副局长'],
    ['programmeHead', '靳文澄', '质量发展科', '科长'],
    ['enforcementHead', '武宏岫', '执法队综合科', '综合行政执法队队长'],
    ['legalHead', '孟静菀', '法规科', '科长'],
    ['testingHead', '乔立珩', '检测中心办公室', '综合检验检测中心主任'],
    ['playwright', '白晓苇', '机电类检验室', '检验员'],
    ['priceVeteran', '范树榆', '一大队·公平竞争与价格', '执法员'],
    ['youngOfficer', '段若汀', '二大队·产品质量与特种设备', '执法员'],
    ['unionChair', '薛素笙', '人事科', '工会主席'],
  ])('%s is %s of %s, %s', (key, name, unit, post) => {
    const person = playing(key);
    expect([person.name, unitOf.get(person.unit)!.name, person.post]).toEqual([name, unit, post]);
  });

  test('范树榆 came from the price office and is 56 in 2020; 段若汀 is young and new', () => {
    expect(playing('priceVeteran')).toMatchObject({ legacy: 'PRC', bornYear: 1964 });
    expect(playing('youngOfficer')).toMatchObject({ legacy: 'NEW', joinedOn: '2019-07-15' });
  });

  test('the three administrators are three people without another role', () => {
    const roles = sample.cast
      .filter((m) => m.roles.some((role) => role.endsWith('-admin')))
      .map((m) => m.roles);
    expect(roles).toEqual([['system-admin'], ['security-admin'], ['audit-admin']]);
  });

  test('every unit with people has one head', () => {
    for (const { unit } of legacySplits()) {
      const heads = staff.filter((p) => p.unit === unit && (p.level === 'head' || p.level === 'director'));
      expect([unit, heads.length]).toEqual([unit, 1]);
    }
  });
});

test('another seed makes other people in the same bureau', () => {
  const other = sampleBureau(7);
  expect(other.people.map((p) => p.name)).not.toEqual(people.map((p) => p.name));
  expect(other.units).toEqual(units);
});
