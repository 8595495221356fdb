/** Posts, post types and grades of the sample bureau. */
import type { Random } from '#engines/random/index.ts';
import type { Level } from '#demo/cast.ts';

export type PostType = 'CIVIL_SERVICE' | 'CIVIL_SERVICE_MANAGED' | 'INSTITUTION' | 'CONTRACT';

export const POST_TYPE_NAMES: Record<PostType, string> = {
  CIVIL_SERVICE: '行政编制',
  CIVIL_SERVICE_MANAGED: '参公',
  INSTITUTION: '事业编制',
  CONTRACT: '聘用',
};

/** Leaders' posts by legacy agency, in seat order; two of them come from the cast. */
export const LEADER_POSTS: Record<string, readonly string[]> = {
  ICO: ['党组书记、局长', '党组成员、副局长', '二级调研员'],
  QTS: ['党组成员、副局长', '总工程师'],
  FDA: ['党组成员、副局长', '食品安全总监'],
  NEW: ['党组成员、副局长'],
};

/** Heads of the bodies whose head is not in the cast, by the unit in which they sit. */
export const BODY_HEADS: Record<string, string> = { SE0: '特种设备检验所所长', GH0: '高新区分局局长' };

const OFFICES = new Set(['S01', 'TC1', 'SE0']);

export function postTitle(unit: string, level: Level): string {
  if (level === 'head') return headTitle(unit);
  if (level === 'deputy-head') return `副${headTitle(unit)}`;
  if (/^EN[1-5]$/.test(unit)) return '执法员';
  if (/^(TC[3-6]|SE[12])$/.test(unit)) return '检验员';
  if (/^GH[12]$/.test(unit)) return '监管员';
  return '科员';
}

function headTitle(unit: string): string {
  if (/^EN[1-5]$/.test(unit)) return '大队长';
  if (/^GH[12]$/.test(unit)) return '所长';
  if (OFFICES.has(unit) || /^(TC[3-6]|SE[12])$/.test(unit)) return '主任';
  return '科长';
}

/** Always one draw, so that nobody's post type moves anybody else's. */
export function drawPostType(random: Random, unit: string, level: Level): PostType {
  const chance = random.uniform();
  const inCharge = level === 'body-head' || level === 'head';
  if (unit.startsWith('EN')) return inCharge || chance < 0.7 ? 'CIVIL_SERVICE_MANAGED' : 'INSTITUTION';
  if (/^(TC|SE)/.test(unit)) return inCharge || chance < 0.85 ? 'INSTITUTION' : 'CONTRACT';
  return 'CIVIL_SERVICE';
}

type Ladder = readonly (readonly [agedFrom: number, grade: string])[];

const LEADERS: Ladder = [
  [52, '二级调研员'],
  [48, '三级调研员'],
  [0, '四级调研员'],
];
const CIVIL: Ladder = [
  [53, '一级主任科员'],
  [46, '二级主任科员'],
  [39, '三级主任科员'],
  [33, '四级主任科员'],
  [28, '一级科员'],
  [0, '二级科员'],
];
const ENFORCEMENT: Ladder = [
  [53, '四级高级主办'],
  [47, '一级主办'],
  [41, '二级主办'],
  [36, '三级主办'],
  [31, '四级主办'],
  [27, '一级行政执法员'],
  [0, '二级行政执法员'],
];
const TECHNICAL: Ladder = [
  [48, '高级工程师'],
  [34, '工程师'],
  [0, '助理工程师'],
];
const MANAGEMENT: Ladder = [
  [50, '七级职员'],
  [42, '八级职员'],
  [33, '九级职员'],
  [0, '十级职员'],
];

/** Years of age that a post is worth on the ladder. */
const HEAD_START: Record<Level, number> = {
  director: 6,
  leader: 0,
  'body-head': 8,
  head: 6,
  'deputy-head': 3,
  staff: 0,
};

/** Grade by seniority in 2020. */
export function gradeOf(postType: PostType, unit: string, level: Level, bornYear: number): string {
  if (postType === 'CONTRACT') return '聘用人员';
  const seniority = 2020 - bornYear + HEAD_START[level];
  const ladder = ladderOf(postType, unit, level);
  return ladder.find(([agedFrom]) => seniority >= agedFrom)![1];
}

function ladderOf(postType: PostType, unit: string, level: Level): Ladder {
  if (level === 'director' || level === 'leader') return LEADERS;
  if (postType === 'CIVIL_SERVICE_MANAGED') return ENFORCEMENT;
  if (postType === 'CIVIL_SERVICE') return CIVIL;
  return /^(TC[3-6]|SE[12])$/.test(unit) ? TECHNICAL : MANAGEMENT;
}
