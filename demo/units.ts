/** The unit tree of the sample bureau, where each unit sits and from whom it was put together. */
import { FOUNDED_ON, LEGACY_AGENCIES, MOVED_ON } from '#demo/frame.ts';
import type { LegacyCode } from '#demo/frame.ts';

export type UnitKind = 'bureau' | 'leadership' | 'section' | 'body' | 'team';
export type Stratum = 'U1' | 'U2' | 'U3' | 'U4' | 'U5' | 'U6' | 'U7' | 'U8' | 'U9';

export interface Place {
  building: string;
  floor: number;
  from: string;
  to: string | null;
}

export interface Unit {
  code: string;
  /** Unique in the bureau. */
  name: string;
  /** As people say it inside the body it belongs to. */
  shortName: string;
  kind: UnitKind;
  parent: string | null;
  /** Stratum of surveys; null for units without people of their own. */
  stratum: Stratum | null;
  order: number;
  from: string;
  to: string | null;
  places: Place[];
}

/** People on the reference day by legacy agency, in the order ICO, QTS, FDA, PRC, IPO, NEW. */
type Split = readonly [number, number, number, number, number, number];

interface Plan {
  code: string;
  name: string;
  shortName?: string;
  kind: UnitKind;
  parent: string | null;
  stratum: Stratum | null;
  /** Floor today, and the building where it is not the main one. */
  floor: number;
  building?: string;
  split: Split;
}

const NOBODY: Split = [0, 0, 0, 0, 0, 0];

const section = (code: string, name: string, stratum: Stratum, floor: number, ...split: Split): Plan => ({
  code,
  name,
  kind: 'section',
  parent: 'B',
  stratum,
  floor,
  split,
});

const body = (code: string, name: string): Plan => ({
  code,
  name,
  kind: 'body',
  parent: 'B',
  stratum: null,
  floor: 0,
  split: NOBODY,
});

type Where = Pick<Plan, 'parent' | 'stratum' | 'floor'> & { building?: string };

const team = (code: string, name: string, shortName: string, where: Where, ...split: Split): Plan => ({
  code,
  name,
  shortName,
  kind: 'team',
  ...where,
  split,
});

const enforcement = (stratum: Stratum, floor: number): Where => ({ parent: 'EN', stratum, floor });
const testing = (floor: number): Where => ({ parent: 'TC', stratum: 'U7', floor, building: 'T' });
const equipment = (floor: number): Where => ({ parent: 'SE', stratum: 'U8', floor, building: 'S' });
const branch = (floor: number): Where => ({ parent: 'GH', stratum: 'U9', floor, building: 'G' });

const PLANS: readonly Plan[] = [
  { ...body('B', '岚川市市场监督管理局'), kind: 'bureau', parent: null },
  { ...section('LD', '局领导', 'U1', 9, 3, 2, 2, 0, 0, 1), kind: 'leadership' },
  section('S01', '办公室', 'U1', 9, 3, 1, 2, 0, 0, 2),
  section('S02', '综合规划科', 'U1', 8, 1, 1, 1, 1, 0, 0),
  section('S03', '法规科', 'U1', 5, 2, 1, 1, 0, 0, 1),
  section('S04', '执法稽查科', 'U2', 5, 2, 1, 1, 1, 0, 0),
  section('S05', '登记注册科', 'U2', 2, 6, 0, 0, 0, 0, 1),
  section('S06', '信用监督管理科', 'U2', 2, 4, 0, 0, 0, 0, 1),
  section('S07', '价格监督检查和反不正当竞争科', 'U2', 5, 2, 0, 0, 4, 0, 0),
  section('S08', '网络交易监督管理科', 'U2', 5, 3, 0, 0, 0, 0, 1),
  section('S09', '广告监督管理科', 'U2', 5, 3, 0, 0, 0, 0, 0),
  section('S10', '质量发展科', 'U3', 6, 1, 4, 0, 0, 0, 1),
  section('S11', '产品质量安全监督管理科', 'U3', 6, 0, 5, 0, 0, 0, 0),
  section('S12', '食品安全协调科', 'U4', 7, 1, 0, 3, 0, 0, 0),
  section('S13', '食品生产安全监督管理科', 'U4', 7, 0, 1, 4, 0, 0, 1),
  section('S14', '食品经营安全监督管理科', 'U4', 7, 2, 0, 4, 0, 0, 0),
  section('S15', '食品安全抽检监测科', 'U4', 7, 0, 0, 3, 0, 0, 1),
  section('S16', '特种设备安全监察科', 'U3', 6, 0, 5, 0, 0, 0, 1),
  section('S17', '计量科', 'U3', 6, 0, 4, 0, 0, 0, 0),
  section('S18', '标准化科', 'U3', 6, 0, 4, 0, 0, 0, 0),
  section('S19', '认证与检验检测监督管理科', 'U3', 6, 0, 4, 0, 0, 0, 0),
  section('S20', '药品监督管理科', 'U4', 7, 0, 0, 5, 0, 0, 0),
  section('S21', '医疗器械和化妆品监督管理科', 'U4', 7, 0, 0, 4, 0, 0, 0),
  section('S22', '知识产权科', 'U3', 8, 1, 0, 0, 0, 5, 0),
  section('S23', '消费者权益保护科(12315)', 'U2', 2, 4, 0, 0, 0, 0, 1),
  section('S24', '财务科', 'U1', 8, 2, 1, 1, 1, 0, 0),
  section('S25', '人事科', 'U1', 8, 2, 1, 1, 0, 0, 1),
  section('S26', '离退休人员工作科', 'U1', 8, 1, 0, 1, 0, 0, 0),
  body('EN', '综合行政执法队'),
  team('EN0', '执法队综合科', '综合科', enforcement('U5', 3), 3, 1, 2, 1, 0, 1),
  team('EN1', '一大队·公平竞争与价格', '一大队', enforcement('U5', 3), 5, 0, 0, 9, 0, 1),
  team('EN2', '二大队·产品质量与特种设备', '二大队', enforcement('U6', 4), 5, 9, 1, 0, 0, 2),
  team('EN3', '三大队·食品', '三大队', enforcement('U6', 4), 6, 0, 10, 1, 0, 1),
  team('EN4', '四大队·药械化', '四大队', enforcement('U6', 4), 2, 0, 9, 0, 0, 1),
  team('EN5', '五大队·网络广告与知识产权', '五大队', enforcement('U5', 3), 7, 0, 1, 1, 3, 2),
  body('TC', '综合检验检测中心'),
  team('TC1', '检测中心办公室', '办公室', testing(1), 1, 2, 3, 0, 0, 0),
  team('TC2', '检测中心业务科', '业务科', testing(1), 0, 2, 2, 0, 1, 0),
  team('TC3', '食品检验室', '食品检验室', testing(3), 0, 3, 12, 0, 0, 2),
  team('TC4', '药品检验室', '药品检验室', testing(4), 0, 0, 9, 0, 0, 1),
  team('TC5', '产品质量检验室', '产品质量检验室', testing(2), 0, 11, 0, 0, 0, 1),
  team('TC6', '计量检定室', '计量检定室', testing(2), 0, 11, 0, 0, 0, 1),
  body('SE', '特种设备检验所'),
  team('SE0', '特检所综合室', '综合室', equipment(1), 2, 2, 0, 0, 0, 0),
  team('SE1', '承压类检验室', '承压类', equipment(2), 0, 7, 0, 0, 0, 0),
  team('SE2', '机电类检验室', '机电类', equipment(2), 0, 6, 0, 0, 0, 1),
  body('GH', '高新区分局'),
  team('GH0', '分局综合科', '综合科', branch(1), 2, 0, 1, 1, 0, 0),
  team('GH1', '高新一所', '高新一所', branch(1), 5, 0, 2, 1, 0, 0),
  team('GH2', '高新二所', '高新二所', branch(2), 4, 0, 3, 1, 0, 0),
];

/** All units in the bureau's own order: parents before children. */
export function unitTree(): Unit[] {
  return PLANS.map((plan, order) => ({
    code: plan.code,
    name: plan.name,
    shortName: plan.shortName ?? plan.name,
    kind: plan.kind,
    parent: plan.parent,
    stratum: plan.stratum,
    order: order + 1,
    from: FOUNDED_ON,
    to: null,
    places: placesOf(plan, order),
  }));
}

/** One entry per unit with people, in order: how many came from which legacy agency on the reference day. */
export function legacySplits(): { unit: string; split: Split }[] {
  return PLANS.filter((plan) => plan.stratum).map((plan) => ({ unit: plan.code, split: plan.split }));
}

/** Which legacy agency gave most people; the first in agency order wins a tie, newcomers never count. */
export function majorityOf(split: Split): LegacyCode {
  const former = split.slice(0, 5);
  return LEGACY_AGENCIES[former.indexOf(Math.max(...former))]!.code;
}

const OLD_SITE: Record<LegacyCode, string> = { ICO: 'A', QTS: 'B', FDA: 'C', PRC: 'D', IPO: 'E', NEW: 'A' };

function placesOf(plan: Plan, order: number): Place[] {
  if (!plan.stratum) return [];
  const { floor } = plan;
  if (plan.building) return [{ building: plan.building, floor, from: FOUNDED_ON, to: null }];
  const oldFloor = 2 + (order % 4);
  return [
    { building: OLD_SITE[majorityOf(plan.split)], floor: oldFloor, from: FOUNDED_ON, to: MOVED_ON },
    { building: 'M', floor, from: MOVED_ON, to: null },
  ];
}
