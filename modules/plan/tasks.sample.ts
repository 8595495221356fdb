/** The 24 tasks of the invented plan of 2020-07-13 with the papers that tell of them. Numbers as the scenario gives them. */
import type { UnitOfMeasure } from '#platform/contract/measure.ts';
import type { Cell } from './measure.contract.ts';

export type Ending = 'done' | 'on-track' | 'overdue' | 'cancelled';

export interface Task {
  title: string;
  text: string;
  strand: string;
  integrations: readonly Cell['integration'][];
  lead: string;
  support: readonly string[];
  endsOn: string;
  measure: UnitOfMeasure;
  target: number;
  hours: number;
  ending: Ending;
  /** Programme whose sessions' closed sign-in lists are the evidence; then no paper is noted. */
  sessionsOf?: string;
  /** Marks of its notes. */
  campaign?: string;
  tags?: readonly string[];
  /** Day, quantity, what was done, from which paper or system. */
  notes: readonly (readonly [on: string, quantity: number, what: string, source: string])[];
}

/** Programme of the festival and of the Quality Month it lies in, as the activities name it. */
export const qualityMonthName = '2020年质量月暨首届机关文化艺术节';

export const strands = [
  { code: 'service', name: '机关服务文化' },
  { code: 'clean', name: '廉政文化' },
  { code: 'frame', name: '整体框架' },
  { code: 'learning', name: '执法学习' },
  { code: 'festival', name: '艺术节与质量月' },
] as const;

/** Numbers told one after the other, on the last day of each month from a given one on. */
const monthly = (from: string, quantities: readonly number[], what: string, source: string): Task['notes'] =>
  quantities.map((quantity, at) => {
    const [year, month] = [Number(from.slice(0, 4)), Number(from.slice(5, 7)) + at];
    const on = new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);
    return [on, quantity, `${on.slice(0, 7)} ${what}`, source];
  });

const task = (
  [title, strand, lead, endsOn]: readonly [string, string, string, string],
  [measure, target, hours]: readonly [UnitOfMeasure, number, number],
  integrations: readonly Cell['integration'][],
  notes: Task['notes'],
  more: Partial<Task> = {},
): Task => ({
  title,
  text: '',
  strand,
  lead,
  endsOn,
  measure,
  target,
  hours,
  integrations,
  notes,
  support: [],
  ending: 'done',
  ...more,
});

export const tasks: readonly Task[] = [
  task(
    ['组建领导组和办公室', 'frame', '办公室', '2020-07-31'],
    ['file', 1, 20],
    ['politics'],
    [['2020-07-10', 1, '成立 13 人领导组，办公室设在质量发展科', '岚市监发〔2020〕22号']],
  ),
  task(
    ['印发工作方案', 'frame', '质量发展科', '2020-07-31'],
    ['file', 1, 40],
    ['politics', 'reform'],
    [['2020-07-13', 1, '印发工作方案', '岚市监发〔2020〕23号']],
  ),
  task(
    ['开展年中脉搏调查', 'frame', '质量发展科', '2020-12-31'],
    ['file', 282, 60],
    ['reform'],
    [['2020-12-16', 282, '收到 282 份答卷', '民意调查公告（W2）']],
  ),
  task(
    ['开展第三轮民意调查', 'frame', '质量发展科', '2021-03-31'],
    ['file', 289, 60],
    ['reform'],
    [['2021-03-17', 289, '收到 289 份答卷', '民意调查公告（W3）']],
  ),
  task(
    ['年度总结和通报', 'frame', '办公室', '2021-01-31'],
    ['file', 2, 40],
    ['politics'],
    [
      ['2021-01-12', 1, '印发年度总结', '岚市监发〔2021〕2号'],
      ['2021-01-12', 1, '印发通报', '岚市监发〔2021〕2号附件'],
    ],
  ),
  task(
    ['建立首席顾问制度', 'service', '综合规划科', '2020-08-31'],
    ['person', 18, 60],
    ['quality', 'reform'],
    [['2020-08-03', 18, '聘任首席顾问 18 人', '岚市监发〔2020〕27号']],
  ),
  task(
    ['组建服务企业小组', 'service', '质量发展科', '2020-08-31'],
    ['team', 12, 40],
    ['quality'],
    [['2020-08-03', 12, '组建服务企业小组 12 支', '岚市监发〔2020〕27号附件1']],
  ),
  task(
    ['包联重点项目', 'service', '质量发展科', '2020-08-31'],
    ['item', 26, 80],
    ['quality'],
    [['2020-08-03', 26, '结对包联重点项目 26 个', '岚市监发〔2020〕27号附件2']],
  ),
  task(
    ['入企走访', 'service', '质量发展科', '2021-03-31'],
    ['visit', 300, 900],
    ['quality', 'enforcement'],
    monthly('2020-08', [28, 41, 46, 44, 39, 35, 33, 46], '走访企业', '走访台账'),
    {
      support: ['计量科', '标准化科', '特种设备安全监察科'],
      text: '每月走访，问题当场登记；答应的事写明时限。',
      tags: ['营商环境'],
    },
  ),
  task(
    ['解决企业问题', 'service', '综合规划科', '2021-12-31'],
    ['item', 200, 400],
    ['quality'],
    [['2021-03-31', 149, '收集 187 个问题，解决 149 个（承诺 13 个不计）', '走访台账']],
    { ending: 'on-track', tags: ['营商环境'] },
  ),
  task(
    ['一窗受理消费投诉', 'service', '消费者权益保护科(12315)', '2020-12-31'],
    ['case', 4000, 300],
    ['enforcement', 'reform'],
    [['2020-12-31', 4011, '全年办结投诉 4011 件（受理 4126 件）', '12315 平台年报']],
  ),
  task(
    ['确定廉政风险点', 'clean', '人事科', '2020-10-31'],
    ['item', 26, 50],
    ['politics'],
    [['2020-10-20', 26, '26 个科室各报风险点', '岚市监办发〔2020〕38号']],
  ),
  task(
    ['警示教育', 'clean', '人事科', '2020-12-31'],
    ['session', 4, 80],
    ['politics'],
    monthly('2020-09', [1, 1, 1, 1], '警示教育一场', '机关纪委记录'),
    { tags: ['廉政'] },
  ),
  task(
    ['家风座谈', 'clean', '离退休人员工作科', '2020-11-30'],
    ['session', 2, 30],
    ['politics'],
    [['2020-10-23', 1, '家风座谈第一场', '会议记录']],
    { ending: 'cancelled', tags: ['廉政'] },
  ),
  task(
    ['廉政文化上墙并更新', 'clean', '办公室', '2020-12-31'],
    ['item', 8, 60],
    ['politics', 'reform'],
    [
      ['2020-10-12', 3, '一至三楼完成', '办公室验收单'],
      ['2020-12-21', 2, '四、五楼完成', '办公室验收单'],
    ],
    { ending: 'overdue', text: '二至九楼共8层。' },
  ),
  task(
    ['执法交流会', 'learning', '法规科', '2021-03-31'],
    ['session', 10, 300],
    ['enforcement', 'reform'],
    [],
    {
      support: ['执法稽查科', '综合行政执法队'],
      sessionsOf: '执法交流会（以会代培）',
    },
  ),
  task(
    ['案卷评查', 'learning', '法规科', '2021-03-31'],
    ['file', 36, 240],
    ['enforcement'],
    ['2020-08-20', '2020-09-18', '2020-10-22', '2020-11-19', '2020-12-17', '2021-02-25'].map(
      (on, at) =>
        [
          on,
          6,
          `第 ${at + 1} 轮评查，平均 ${[78.4, 80.1, 82.6, 84.9, 87.2, 88.9][at]} 分`,
          '评查通报',
        ] as const,
    ),
  ),
  task(
    ['重点产品质量案件', 'learning', '二大队·产品质量与特种设备', '2020-12-31'],
    ['matter', 31, 600],
    ['enforcement', 'quality'],
    monthly('2020-07', [4, 5, 6, 6, 5, 5], '重点产品质量案件', '案件登记簿'),
    {
      support: ['五大队·网络广告与知识产权', '高新一所', '高新二所'],
      text: '下半年不少于31起。2019年全年19起；2020年上半年受疫情影响只有13起，不能都算作方案的成效。',
    },
  ),
  task(
    ['执法协作机制', 'learning', '执法稽查科', '2020-09-30'],
    ['file', 1, 40],
    ['enforcement', 'reform'],
    [['2020-09-11', 1, '印发内部执法协作办法', '岚市监办发〔2020〕33号']],
  ),
  task(
    ['执法人员轮训', 'learning', '综合行政执法队', '2021-12-31'],
    ['person-time', 240, 400],
    ['enforcement'],
    monthly('2020-11', [22, 24, 20, 18, 26], '轮训', '培训签到表'),
    { ending: 'on-track' },
  ),
  task(
    ['首届机关文化艺术节', 'festival', '质量发展科', '2020-09-30'],
    ['item', 14, 3940],
    ['reform', 'politics'],
    [['2020-09-24', 14, '晚会节目 14 个，演职员 126 人', '节目单']],
    { support: ['办公室', '综合检验检测中心', '特种设备检验所'], campaign: qualityMonthName },
  ),
  task(
    ['书画摄影展', 'festival', '办公室', '2020-09-30'],
    ['work', 124, 200],
    ['reform'],
    [['2020-09-25', 124, '展出书法 38、绘画 22、摄影 64 幅', '展览目录']],
    { campaign: qualityMonthName },
  ),
  task(
    ['质量论坛', 'festival', '质量发展科', '2020-09-30'],
    ['session', 1, 120],
    ['quality'],
    [['2020-09-17', 1, '质量论坛，6个发言，142人到会', '会议纪要']],
    { campaign: qualityMonthName, tags: ['质量'] },
  ),
  task(
    ['“岚川质量”品牌手册', 'festival', '质量发展科', '2020-12-31'],
    ['file', 1, 100],
    ['quality', 'reform'],
    [],
    { ending: 'overdue' },
  ),
];
