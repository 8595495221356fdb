/** What stands around the invented tasks: days between, what must come before, what may go wrong, what they need. As the scenario tells it. */
import type { MeasureContent } from './measure.contract.ts';

/** A milestone and how it was reached: by the note of a day, or by a paper of its own; without either it was not. */
export interface Step {
  name: string;
  dueOn: string;
  /** Day of the note that tells of it. */
  by?: string;
  /** Where no other note tells of it: what was done, from which paper. */
  told?: readonly [what: string, source: string];
}

export interface Frame {
  milestones?: readonly Step[];
  /** Titles of tasks that come before. */
  after?: readonly string[];
  risk?: MeasureContent['risk'];
  resources?: MeasureContent['resources'];
}

const drawAndCast = (wave: string, from: string, to: string, issued: number): readonly Step[] => [
  { name: '开始抽号', dueOn: from, told: [`${wave} 开始抽号，共发出 ${issued} 个`, '民意调查公告'] },
  { name: '答卷截止', dueOn: to, by: to },
];

/** By the tasks' titles; those that are not named stand alone. */
export const frames: Readonly<Record<string, Frame>> = {
  印发工作方案: { after: ['组建领导组和办公室'] },
  开展年中脉搏调查: {
    milestones: drawAndCast('W2', '2020-12-07', '2020-12-16', 292),
    risk: { level: 'middle', text: '人数少的单位要防止认出本人：不足5人不显示' },
  },
  开展第三轮民意调查: {
    milestones: drawAndCast('W3', '2021-03-08', '2021-03-17', 295),
    after: ['开展年中脉搏调查'],
  },
  包联重点项目: { after: ['组建服务企业小组'] },
  入企走访: {
    after: ['建立首席顾问制度', '组建服务企业小组'],
    resources: { words: '公务用车每周两个半天', budgetFen: null },
  },
  解决企业问题: {
    after: ['入企走访'],
    risk: { level: 'middle', text: '承诺不等于解决：承诺的单列，不算解决' },
  },
  廉政文化上墙并更新: {
    milestones: [
      { name: '一至三楼完成', dueOn: '2020-10-31', by: '2020-10-12' },
      { name: '各楼层全部完成', dueOn: '2020-12-31' },
    ],
    risk: { level: 'middle', text: '年底人手集中在案件上' },
  },
  案卷评查: {
    milestones: [
      { name: '第一轮', dueOn: '2020-08-31', by: '2020-08-20' },
      { name: '第五轮', dueOn: '2020-12-31', by: '2020-12-17' },
    ],
  },
  重点产品质量案件: {
    risk: { level: 'middle', text: '上半年受疫情影响基数低，比上半年多不能都算作成效' },
  },
  首届机关文化艺术节: {
    milestones: [
      { name: '开幕', dueOn: '2020-09-01', told: ['开幕式，8 个方阵 212 人', '活动签到记录'] },
      { name: '文艺晚会', dueOn: '2020-09-24', by: '2020-09-24' },
      { name: '闭幕颁奖', dueOn: '2020-09-28', told: ['闭幕，颁奖', '会议记录'] },
    ],
    after: ['印发工作方案'],
    risk: { level: 'high', text: '排练占用工时，要避开案件集中和审计的时候' },
    resources: { words: '报告厅、楼前广场、音响', budgetFen: 4_180_000 },
  },
  书画摄影展: {
    milestones: [{ name: '开展', dueOn: '2020-09-10', told: ['展览开放，征得作品 124 幅', '展览目录'] }],
    resources: { words: '一楼大厅和展板', budgetFen: null },
  },
  质量论坛: { resources: { words: '报告厅', budgetFen: null } },
};
