import { expect, test } from 'vitest';
import { inventedPhone, rosterOn, unitRows } from '#demo/roster.ts';
import { sampleBureau } from '#demo/sample.ts';

const sample = sampleBureau();

test('the roster on founding day lists 311 people, none of them gone', () => {
  const rows = rosterOn(sample, '2019-01-30');
  expect(rows).toHaveLength(311);
  expect(rows.every((row) => row.是否在岗 === '是' && row.离岗日期 === '')).toBe(true);
});

test('at the end of the story it lists everyone, six of them with their leaving day', () => {
  const rows = rosterOn(sample, '2021-03-31');
  expect(rows).toHaveLength(322);
  expect(
    rows
      .filter((row) => row.是否在岗 === '否')
      .map((row) => row.离岗日期)
      .toSorted(),
  ).toEqual(['2019-08-19', '2019-11-11', '2020-06-05', '2020-06-05', '2020-09-14', '2021-01-25']);
});

test('every unit named in the roster is one line of the unit sheet, and parents come first', () => {
  const rows = unitRows(sample.units);
  const names = rows.map((row) => row.机构名称);
  expect(new Set(names).size).toBe(names.length);
  for (const row of rosterOn(sample, '2020-06-01')) expect(names).toContain(row.单位);
  for (const [k, row] of rows.entries()) {
    if (row.上级机构) expect(names.slice(0, k)).toContain(row.上级机构);
  }
});

test('columns are those of the import template, in its order', () => {
  expect(Object.keys(rosterOn(sample, '2020-06-01')[0]!)).toEqual(
    '工号 姓名 单位 原单位 编制类型 职务 职级 到岗日期 手机 是否在岗 离岗日期 排序'.split(' '),
  );
});

test('phone numbers are plainly invented and all different', () => {
  const phones = rosterOn(sample, '2021-03-31').map((row) => row.手机);
  expect(inventedPhone('LC0001')).toBe('19900000001');
  expect(phones.every((phone) => /^1990000\d{4}$/.test(phone))).toBe(true);
  expect(new Set(phones).size).toBe(322);
});

test('who was moved stands under the new unit from that day on', () => {
  const moved = sample.people.find((p) =>
    p.assignments.some((a) => a.from === '2020-07-13' && a.kind === 'transfer'),
  )!;
  const unitOn = (day: string) => rosterOn(sample, day).find((row) => row.工号 === moved.staffNo)!.单位;
  expect([unitOn('2020-07-12'), unitOn('2020-07-13')]).toEqual(['标准化科', '质量发展科']);
});
