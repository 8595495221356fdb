/**
 * The fixed frame of the sample bureau: everything that is decided and not drawn.
 * 岚川市 does not exist; division code 149900 is unassigned; every person, site and number is invented.
 */

export const DEFAULT_SEED = 0x20190130;
export const FOUNDED_ON = '2019-01-30';
export const MOVED_ON = '2019-06-17';
/** The day on which the bureau has exactly 320 people; all planned counts hold on it. */
export const REFERENCE_DAY = '2020-06-01';
/** First day after the told story. */
export const STORY_ENDS_ON = '2021-04-01';

export const BUREAU = {
  name: '岚川市市场监督管理局',
  shortName: '岚川市监局',
  plates: ['岚川市知识产权局', '岚川市食品安全委员会办公室'],
  divisionCode: '149900',
  districts: [
    { code: '149902', name: '东岚区' },
    { code: '149903', name: '西岚区' },
    { code: '149921', name: '松峪县' },
    { code: '149922', name: '柏泉县' },
    { code: '149971', name: '岚川高新区' },
  ],
  foundedOn: FOUNDED_ON,
  creed: '守正求精 同心致远',
  brands: ['岚川执法', '岚川质量', '岚川服务'],
  notice: '演示数据，纯属虚构',
} as const;

export type LegacyCode = 'ICO' | 'QTS' | 'FDA' | 'PRC' | 'IPO' | 'NEW';

export interface LegacyAgency {
  code: LegacyCode;
  name: string;
  fullName: string;
}

/** In the order of every legacy split of the scenario. */
export const LEGACY_AGENCIES: readonly LegacyAgency[] = [
  { code: 'ICO', name: '原工商', fullName: '原岚川市工商行政管理局' },
  { code: 'QTS', name: '原质监', fullName: '原岚川市质量技术监督局' },
  { code: 'FDA', name: '原食药监', fullName: '原岚川市食品药品监督管理局' },
  { code: 'PRC', name: '原物价检查', fullName: '原岚川市物价监督检查局' },
  { code: 'IPO', name: '原知识产权', fullName: '原岚川市知识产权局' },
  { code: 'NEW', name: '改革后新进', fullName: '机构改革后新进人员' },
];

export interface Building {
  code: string;
  name: string;
  /** Half-open: `to` is the first day on which the bureau no longer uses it. */
  from: string;
  to: string | null;
}

export const BUILDINGS: readonly Building[] = [
  { code: 'A', name: '原工商局办公楼', from: FOUNDED_ON, to: MOVED_ON },
  { code: 'B', name: '原质监局办公楼', from: FOUNDED_ON, to: MOVED_ON },
  { code: 'C', name: '原食药监局办公楼', from: FOUNDED_ON, to: MOVED_ON },
  { code: 'D', name: '原物价检查局办公楼', from: FOUNDED_ON, to: MOVED_ON },
  { code: 'E', name: '原知识产权局办公楼', from: FOUNDED_ON, to: MOVED_ON },
  { code: 'M', name: '市监大楼', from: MOVED_ON, to: null },
  { code: 'T', name: '检验检测中心实验楼', from: FOUNDED_ON, to: null },
  { code: 'S', name: '特种设备检验所', from: FOUNDED_ON, to: null },
  { code: 'G', name: '高新区分局办公楼', from: FOUNDED_ON, to: null },
];

export interface Domain {
  code: string;
  name: string;
  /** The legacy agency whose trade it was. */
  home: LegacyCode;
  /** Codes of the units that do this work today. */
  units: readonly string[];
}

export const DOMAINS: readonly Domain[] = [
  { code: 'registration', name: '登记注册与信用监管', home: 'ICO', units: ['S05', 'S06', 'GH1', 'GH2'] },
  { code: 'market', name: '网络交易、广告与不正当竞争', home: 'ICO', units: ['S04', 'S08', 'S09', 'EN5'] },
  { code: 'consumer', name: '消费者权益保护', home: 'ICO', units: ['S23', 'GH1', 'GH2'] },
  { code: 'product', name: '产品质量安全', home: 'QTS', units: ['S10', 'S11', 'EN2', 'TC5'] },
  { code: 'equipment', name: '特种设备安全', home: 'QTS', units: ['S16', 'EN2', 'SE0', 'SE1', 'SE2'] },
  { code: 'metrology', name: '计量、标准与认证', home: 'QTS', units: ['S17', 'S18', 'S19', 'TC6'] },
  { code: 'food', name: '食品安全', home: 'FDA', units: ['S12', 'S13', 'S14', 'S15', 'EN3', 'TC3'] },
  { code: 'drug', name: '药品、医疗器械与化妆品', home: 'FDA', units: ['S20', 'S21', 'EN4', 'TC4'] },
  { code: 'price', name: '价格监管', home: 'PRC', units: ['S07', 'EN1'] },
  { code: 'property', name: '知识产权', home: 'IPO', units: ['S22', 'EN5'] },
];

export type WaveCode = '2019-03' | '2020-06' | '2020-12' | '2021-03';

export interface Wave {
  code: WaveCode;
  name: string;
  opensOn: string;
  closesOn: string;
}

/** Acquaintance waves. The last three run beside the opinion survey; the first is the base line. */
export const WAVES: readonly Wave[] = [
  { code: '2019-03', name: '组建初期', opensOn: '2019-03-04', closesOn: '2019-03-13' },
  { code: '2020-06', name: '文化建设前', opensOn: '2020-06-08', closesOn: '2020-06-19' },
  { code: '2020-12', name: '文化建设半年', opensOn: '2020-12-07', closesOn: '2020-12-16' },
  { code: '2021-03', name: '年度总结', opensOn: '2021-03-08', closesOn: '2021-03-17' },
];
