/** The people of the walk-throughs: who they are, where they sit and what they may do. All invented. */
import type { LegacyCode } from '#demo/frame.ts';
import type { Gender } from '#demo/names.ts';

/** The product's roles (`platform/permit`). */
export type CastRole =
  | 'system-admin'
  | 'security-admin'
  | 'audit-admin'
  | 'office'
  | 'leader'
  | 'unit-head'
  | 'staff';

/** How high a post stands; used for order in lists and for how widely a person is known. */
export type Level = 'director' | 'leader' | 'body-head' | 'head' | 'deputy-head' | 'staff';

export interface CastPlan {
  key: string;
  /** Null: an ordinary generated name. */
  name: string | null;
  unit: string;
  legacy: LegacyCode;
  gender: Gender;
  bornYear: number;
  post: string;
  level: Level;
  roles: CastRole[];
  story: string;
}

type Seat = Pick<CastPlan, 'name' | 'unit' | 'legacy' | 'gender' | 'bornYear'>;

const sits = (
  name: string | null,
  unit: string,
  legacy: LegacyCode,
  [gender, bornYear]: [Gender, number],
): Seat => ({ name, unit, legacy, gender, bornYear });

export const CAST: readonly CastPlan[] = [
  {
    key: 'director',
    ...sits('申砚承', 'LD', 'ICO', ['M', 1966]),
    post: '党组书记、局长',
    level: 'director',
    roles: ['leader', 'staff'],
    story: '局长，领导组组长',
  },
  {
    key: 'qualityDeputy',
    ...sits('郭玉蘅', 'LD', 'QTS', ['F', 1971]),
    post: '党组成员、副局长',
    level: 'leader',
    roles: ['leader', 'staff'],
    story: '分管质量的副局长',
  },
  {
    key: 'programmeHead',
    ...sits('靳文澄', 'S10', 'QTS', ['M', 1976]),
    post: '科长',
    level: 'head',
    roles: ['office', 'unit-head', 'staff'],
    story: '质量发展科科长，领导组办公室主任',
  },
  {
    key: 'enforcementHead',
    ...sits('武宏岫', 'EN0', 'ICO', ['M', 1970]),
    post: '综合行政执法队队长',
    level: 'body-head',
    roles: ['unit-head', 'staff'],
    story: '执法队队长，让不同原单位的执法员搭档办案',
  },
  {
    key: 'legalHead',
    ...sits('孟静菀', 'S03', 'ICO', ['F', 1978]),
    post: '科长',
    level: 'head',
    roles: ['unit-head', 'staff'],
    story: '法规科科长，主持案卷评查',
  },
  {
    key: 'testingHead',
    ...sits('乔立珩', 'TC1', 'FDA', ['M', 1969]),
    post: '综合检验检测中心主任',
    level: 'body-head',
    roles: ['unit-head', 'staff'],
    story: '检测中心主任',
  },
  {
    key: 'playwright',
    ...sits('白晓苇', 'SE2', 'QTS', ['F', 1987]),
    post: '检验员',
    level: 'staff',
    roles: ['staff'],
    story: '特检员，情景剧《十二层的电梯》作者',
  },
  {
    key: 'priceVeteran',
    ...sits('范树榆', 'EN1', 'PRC', ['M', 1964]),
    post: '执法员',
    level: 'staff',
    roles: ['staff'],
    story: '原物价干部，起初叫不出几个名字',
  },
  {
    key: 'youngOfficer',
    ...sits('段若汀', 'EN2', 'NEW', ['F', 1994]),
    post: '执法员',
    level: 'staff',
    roles: ['staff'],
    story: '改革后新进的年轻执法员',
  },
  {
    key: 'unionChair',
    ...sits('薛素笙', 'S25', 'FDA', ['F', 1968]),
    post: '工会主席',
    level: 'deputy-head',
    roles: ['staff'],
    story: '工会主席，匿名调查的见证人',
  },
  {
    key: 'systemAdmin',
    ...sits(null, 'S01', 'NEW', ['M', 1990]),
    post: '网络技术员',
    level: 'staff',
    roles: ['system-admin'],
    story: '系统管理员',
  },
  {
    key: 'securityAdmin',
    ...sits(null, 'S03', 'QTS', ['F', 1980]),
    post: '科员',
    level: 'staff',
    roles: ['security-admin'],
    story: '安全管理员',
  },
  {
    key: 'auditAdmin',
    ...sits(null, 'S25', 'QTS', ['M', 1974]),
    post: '机关纪委委员',
    level: 'staff',
    roles: ['audit-admin'],
    story: '审计管理员',
  },
];
