/** An invented notice with everything in it. */
import type { Block, OfficialDocument } from './model.ts';
import {
  bulletin,
  circular,
  issuingNotice,
  minutes,
  report,
  summary,
  surveyReport,
  tableAttachment,
  workPlan,
  type Head,
} from './skeletons.ts';

/** 60 characters, none of them half as wide or forbidden at a line's edge. */
const run60 =
  '岚川市市场监督管理局全体干部职工在机构合并之后共同学习共同锻炼共同服务企业以文化促进队伍融合以融合促进业务提升逐步形成合力';

export const longText = (nChars: number): string =>
  run60.repeat(Math.ceil(nChars / run60.length)).slice(0, nChars);

const strands: readonly Block[] = [
  { level: 1, heading: '总体要求' },
  { text: longText(420) },
  { level: 1, heading: '重点任务' },
  { level: 2, heading: '突出政治建设。', runOn: longText(200) },
  { level: 3, heading: '第一项措施。', runOn: longText(90) },
  { level: 3, heading: '第二项措施。', runOn: longText(90) },
  { level: 4, heading: '具体办法。', runOn: longText(60) },
  { level: 2, heading: '突出执法监管。', runOn: longText(600) },
  { text: longText(900) },
];

export const aNotice = (more: Partial<OfficialDocument> = {}): OfficialDocument => ({
  kind: 'notice',
  issuer: '岚川市市场监督管理局',
  number: { body: '岚市监发', year: 2020, serial: 23 },
  issue: null,
  signer: null,
  urgency: null,
  title: ['岚川市市场监督管理局关于印发《机关文化建设工作方案》的通知'],
  addressee: '各县（区）市场监督管理局，局机关各科室、各直属单位',
  body: strands,
  attachments: [
    {
      title: '任务分解表',
      blocks: [
        {
          table: {
            columns: [
              { heading: '序号', share: 1, centred: true },
              { heading: '任务', share: 6 },
              { heading: '牵头科室', share: 2, centred: true },
              { heading: '完成时限', share: 2, centred: true },
            ],
            rows: Array.from({ length: 24 }, (_, at) => [
              String(at + 1),
              longText(30),
              '质量发展科',
              '2020年9月',
            ]),
          },
        },
      ],
    },
  ],
  signature: { by: '岚川市市场监督管理局', on: '2020-07-13', sealed: true },
  note: '此件公开发布',
  colophon: {
    copiesTo: '市委办公室，市政府办公室',
    printedBy: '岚川市市场监督管理局办公室',
    printedOn: '2020-07-13',
  },
  ...more,
});

const head: Head = {
  issuer: '岚川市市场监督管理局',
  number: { body: '岚市监发', year: 2020, serial: 23 },
  addressee: '各县（区）市场监督管理局，局机关各科室',
  on: '2020-07-13',
  colophon: {
    copiesTo: '市委办公室，市政府办公室',
    printedBy: '岚川市市场监督管理局办公室',
    printedOn: '2020-07-13',
  },
};
const say = (nChars: number): Block[] => [{ text: longText(nChars) }];

/** Sentences as offices write them: figures, quotes, brackets and names of documents at every edge of a line. */
const told = (n: number): string =>
  [
    '截至2021年3月31日，24项任务中，办结19项，正常推进2项，逾期2项，取消1项（“家风座谈”与离退休党支部活动合并）。',
    '“建立首席顾问制度”现有18人，目标18人；“入企走访”现有312户次，目标300户次，比2020年同期增加12.5%。',
    '依据《市场监督管理行政处罚程序规定》（2018年）和《机关文化建设工作方案（2020—2021）》，由质量发展科牵头，12月底前完成！',
  ][n % 3]!;
const tellings = (n: number): string => Array.from({ length: n }, (_, at) => told(at)).join('');

const wideColumns = ['序号', '板块', '任务', '牵头科室', '配合科室', '完成时限', '目标'].map((heading) => ({
  heading,
  share: heading === '任务' ? 5 : 2,
}));

/** One of each kind that Wenrong writes. */
export const everyKind = {
  /** 通知 with 工作方案 and a table across the page. */
  issued: issuingNotice(head, '机关文化建设工作方案', [
    {
      title: '机关文化建设工作方案',
      blocks: workPlan({
        guidance: [longText(200)],
        goals: [longText(120)],
        organisation: [longText(90)],
        tasks: [{ strand: '机关服务文化', measures: [longText(80), longText(70)] }],
        steps: [{ name: '动员部署', text: longText(60) }],
        demands: [longText(90)],
      }),
    },
    tableAttachment(
      '任务分解表',
      wideColumns,
      Array.from({ length: 18 }, (_, at) => [
        String(at + 1),
        '机关服务文化',
        longText(70),
        '质量发展科',
        '办公室',
        '2020年9月',
        '300户次',
      ]),
    ),
  ]),
  /** The same with figures in every line, and with an attachment that ends on an odd page. */
  figured: issuingNotice(head, '机关文化建设工作方案（2020—2021）', [
    {
      title: '机关文化建设工作方案（2020—2021）',
      blocks: workPlan({
        guidance: [tellings(3)],
        goals: [told(1)],
        organisation: [tellings(2)],
        tasks: [
          { strand: '机关服务文化', measures: [told(0), told(1), told(2)] },
          { strand: '廉政文化', measures: [tellings(2), told(2)] },
        ],
        steps: [
          { name: '动员部署', text: told(2) },
          { name: '组织实施', text: told(0) },
        ],
        demands: [tellings(3), told(1)],
      }),
    },
    tableAttachment(
      '任务分解表',
      wideColumns,
      Array.from({ length: 15 }, (_, at) => [
        String(at + 1),
        '机关服务文化',
        told(at),
        '质量发展科',
        '办公室',
        '2020年12月31日',
        '300户次',
      ]),
    ),
  ]),
  /** 调查报告 as it is issued: tables between its paragraphs. */
  opinion: issuingNotice(
    { ...head, number: null, colophon: null },
    '干部职工民意调查报告',
    [
      {
        title: '干部职工民意调查报告',
        blocks: surveyReport({
          design: [tellings(2)],
          issued: 291,
          returned: 280,
          valid: 273,
          protection: '少于5人的组不公布。',
          results: [
            { text: told(1) },
            {
              table: {
                title: '各量表平均分（1—5分）',
                columns: [
                  { heading: '量表', share: 3 },
                  { heading: '平均分', share: 2, centred: true },
                  { heading: '区间', share: 3, centred: true },
                ],
                rows: Array.from({ length: 30 }, (_, at) => [`工作负担（高为重）${at}`, '3.18', '3.02—3.34']),
              },
            },
          ],
          analysis: [{ text: tellings(3) }],
          advice: [{ text: told(2) }],
        }),
      },
    ],
    '请结合实际，研究改进',
  ),
  circular: circular(head, '机关文化建设半年情况', {
    overview: say(200),
    good: say(120),
    problems: say(100),
    demands: say(80),
  }),
  report: report(
    head,
    '机关文化建设工作情况',
    '郭玉蘅',
    summary({ done: say(300), results: say(200), problems: say(100), next: say(100) }),
  ),
  survey: report(
    head,
    '干部职工民意调查情况',
    '郭玉蘅',
    surveyReport({
      design: [longText(80)],
      issued: 291,
      returned: 280,
      valid: 273,
      protection: '少于5人的组不显示。',
      results: say(200),
      analysis: say(100),
      advice: say(80),
    }),
  ),
  minutes: minutes(
    {
      name: '局长办公会议纪要',
      issue: 12,
      on: '2020-07-06',
      place: '三楼会议室',
      chair: '郭玉蘅',
      present: '靳文澄、段若汀',
      excused: '',
      attending: '',
      minutesBy: '段若汀',
      matters: [],
      decisions: [{ text: '印发工作方案。', owner: '质量发展科', dueOn: '2020-07-13' }],
    },
    '岚川市市场监督管理局办公室',
  ),
  bulletin: bulletin('机关文化建设简报', {
    issue: 3,
    by: '领导组办公室',
    on: '2020-08-01',
    title: '我局举办质量月启动活动',
    body: say(150),
  }),
} satisfies Record<string, OfficialDocument>;
