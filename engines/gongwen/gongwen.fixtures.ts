/** An invented notice with everything in it. */
import type { Block, OfficialDocument } from './model.ts';

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
