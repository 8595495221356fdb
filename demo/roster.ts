/** The bureau as rows of the import template: sheet 花名册 and sheet 机构. */
import { LEGACY_AGENCIES } from '#demo/frame.ts';
import { homeUnitOn, inPostOn } from '#demo/people.ts';
import type { Person } from '#demo/people.ts';
import { POST_TYPE_NAMES } from '#demo/posts.ts';
import type { SampleBureau } from '#demo/sample.ts';
import type { Unit, UnitKind } from '#demo/units.ts';

export interface RosterRow {
  工号: string;
  姓名: string;
  单位: string;
  原单位: string;
  编制类型: string;
  职务: string;
  职级: string;
  到岗日期: string;
  手机: string;
  是否在岗: '是' | '否';
  离岗日期: string;
  排序: number;
}

export interface UnitRow {
  机构编码: string;
  机构名称: string;
  上级机构: string;
  类型: string;
  排序: number;
}

/** Everyone who had arrived by that day, in roster order; those who have left carry their leaving day. */
export function rosterOn(sample: SampleBureau, day: string): RosterRow[] {
  const unitNames = new Map(sample.units.map((unit) => [unit.code, unit.name]));
  return sample.people
    .filter((person) => person.joinedOn <= day)
    .toSorted((a, b) => a.rankOrder - b.rankOrder)
    .map((person) => rowOf(person, day, unitNames));
}

function rowOf(person: Person, day: string, unitNames: Map<string, string>): RosterRow {
  const here = inPostOn(person, day);
  return {
    工号: person.staffNo,
    姓名: person.name,
    单位: unitNames.get(homeUnitOn(person, day) ?? person.unit)!,
    原单位: LEGACY_AGENCIES.find(({ code }) => code === person.legacy)!.name,
    编制类型: POST_TYPE_NAMES[person.postType],
    职务: person.post,
    职级: person.rank,
    到岗日期: person.joinedOn,
    手机: inventedPhone(person.staffNo),
    是否在岗: here ? '是' : '否',
    离岗日期: here ? '' : person.leftOn!,
    排序: person.rankOrder,
  };
}

/** 199 0000 xxxx with the staff number at its end: plainly nobody's number. */
export const inventedPhone = (staffNo: string): string => `1990000${staffNo.slice(2)}`;

const KIND_NAMES: Record<UnitKind, string> = {
  bureau: '局',
  leadership: '局领导',
  section: '科室',
  body: '下属单位',
  team: '内设机构',
};

/** The unit tree, parents before children. */
export function unitRows(units: readonly Unit[]): UnitRow[] {
  const names = new Map(units.map((unit) => [unit.code, unit.name]));
  return units.map(({ code, name, parent, kind, order }) => ({
    机构编码: code,
    机构名称: name,
    上级机构: parent ? names.get(parent)! : '',
    类型: KIND_NAMES[kind],
    排序: order,
  }));
}
