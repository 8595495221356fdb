import type { RosterField, UnitField } from './roster-shape.rules.ts';
import { squeeze } from './roster-text.rules.ts';

/**
 * How offices head the columns of a roster. Where two columns mean the same, the earlier label wins (a section
 * says more than a unit) and the other is read where the first is empty.
 */
export const rosterLabels: Readonly<Record<RosterField, readonly string[]>> = {
  staffNo: ['工号', '人员编号', '职工编号', '员工编号', '人员工号', '职工号', '员工号', '编号'],
  name: ['姓名', '人员姓名', '职工姓名', '名字'],
  unit: [
    '现科室',
    '所在科室',
    '所属科室',
    '科室',
    '科室名称',
    '内设机构',
    '所在部门',
    '所属部门',
    '部门',
    '部门名称',
    '现单位',
    '现所在单位',
    '现工作单位',
    '所在单位',
    '所属单位',
    '单位',
    '单位名称',
    '工作单位',
    '机构',
    '所在机构',
  ],
  legacy: [
    '原单位',
    '改革前单位',
    '改革前所在单位',
    '机构改革前单位',
    '原隶属',
    '原隶属单位',
    '原所在单位',
    '原工作单位',
    '原机构',
    '原系统',
    '划转前单位',
    '转隶前单位',
    '来源单位',
    '人员来源',
  ],
  postType: [
    '编制类型',
    '编制',
    '编制性质',
    '编制身份',
    '身份',
    '人员身份',
    '人员类别',
    '人员性质',
    '用工性质',
  ],
  post: ['职务', '现任职务', '职务名称', '岗位', '岗位名称', '职务职级', '职务/职级'],
  grade: ['职级', '级别', '职级等级', '现职级', '职称'],
  joinedOn: [
    '到岗日期',
    '到岗时间',
    '入职日期',
    '入职时间',
    '到任日期',
    '到任时间',
    '任现职时间',
    '任职日期',
    '任职时间',
    '调入日期',
    '调入时间',
    '进单位时间',
    '来局时间',
  ],
  phone: ['手机', '手机号', '手机号码', '联系电话', '移动电话', '电话', '电话号码', '联系方式'],
  active: ['是否在岗', '在岗', '在职状态', '在岗状态', '在岗情况', '是否在职', '人员状态', '状态'],
  leftOn: ['离岗日期', '离岗时间', '离职日期', '离职时间', '调出日期', '调出时间', '退休日期', '退休时间'],
  order: ['排序', '排序号', '顺序', '排名', '显示顺序'],
};

export const unitLabels: Readonly<Record<UnitField, readonly string[]>> = {
  unitName: ['单位', '机构名称', '单位名称', '机构', '科室', '部门', '科室名称', '部门名称', '名称'],
  unitParent: ['上级单位', '上级机构', '上级部门', '所属单位', '主管单位', '上级'],
  unitKind: ['类别', '类型', '机构类型', '单位类型', '机构类别'],
  unitFloor: ['楼层', '办公楼层', '办公地点', '所在楼层'],
  unitCode: ['机构编码', '单位编码', '编码', '机构代码', '单位代码', '代码'],
  unitOrder: ['排序', '排序号', '顺序', '序号'],
};

/** Columns that a roster must have. */
export const requiredFields = ['staffNo', 'name', 'unit', 'legacy'] as const satisfies readonly RosterField[];

/** A label as compared: folded, without blanks, stars, 必填 and trailing colons. */
export function labelKey(text: string): string {
  return squeeze(text)
    .replaceAll(/[*※:]/g, '')
    .replaceAll(/[([【](必填|选填|可选)[)\]】]/g, '');
}

export interface LabelMatch<Field extends string> {
  readonly field: Field;
  /** Place in the list of synonyms; the smaller one wins. */
  readonly rank: number;
}

/** Finds the field of a label; brackets (单位(科室)) are tried with and without. */
export function labelFinder<Field extends string>(
  labels: Readonly<Record<Field, readonly string[]>>,
): (text: string) => LabelMatch<Field> | null {
  const known = new Map<string, LabelMatch<Field>>();
  for (const field of Object.keys(labels) as Field[])
    labels[field].forEach((label, rank) => known.set(labelKey(label), { field, rank }));
  return (text) => {
    if (text.length > 40) return null;
    const key = labelKey(text);
    return known.get(key) ?? known.get(key.replaceAll(/\([^)]*\)|【[^】]*】|\[[^\]]*\]/g, '')) ?? null;
  };
}

const idCardLabel =
  /^(公民|居民|本人)?(身份证|身份证件|公民身份|居民身份证)(号|号码|件号|件号码|编号)?$|^(有效)?证件(号|号码)$|^身份证明(号|号码)$|^(citizenid|idcard)(no\.?|number)?$/i;

/** Whether a label heads a column of ID-card numbers, which this product does not take. */
export function isIdCardLabel(text: string): boolean {
  if (text.length < 2 || text.length > 30) return false;
  const key = labelKey(text).replaceAll(/\([^)]*\)/g, '');
  return key !== '' && idCardLabel.test(key);
}
