/** Plans and measures for tests. */
import type { Sheet } from '#platform/sheets/index.ts';
import type { MeasureContent } from './measure.contract.ts';
import { noPaper, type PlanContent } from './plan.contract.ts';

export const aPlanContent = (more: Partial<PlanContent> = {}): PlanContent => ({
  name: '机关文化建设工作方案',
  fromOn: '2020-07-13',
  toOn: '2021-03-31',
  strands: [
    { code: 'service', name: '机关服务文化' },
    { code: 'clean', name: '廉政文化' },
    { code: 'frame', name: '整体框架' },
  ],
  chapters: { aims: '', goals: '', organisation: '', steps: '', demands: '' },
  paper: noPaper,
  ...more,
});

export const aMeasure = (more: Partial<MeasureContent> = {}): MeasureContent => ({
  number: 1,
  title: '甲任务',
  text: '',
  cells: [{ integration: 'enforcement', strand: 'service' }],
  leadUnitId: 'u1',
  supportUnitIds: [],
  leaderId: null,
  startsOn: '2020-07-13',
  endsOn: '2020-12-31',
  milestones: [],
  dependsOn: [],
  hours: [],
  risk: { level: 'low', text: '' },
  evidence: [],
  watches: [],
  ...more,
});

/** A sheet of texts, as the reader of workbooks gives it. */
export const aSheet = (rows: readonly (readonly string[])[], merges: Sheet['merges'] = []): Sheet => ({
  name: '台账',
  hidden: false,
  merges,
  rows: rows.map((row, r) =>
    row.map((text, c) => ({
      at: `${String.fromCharCode(65 + c)}${r + 1}`,
      kind: text === '' ? ('empty' as const) : ('text' as const),
      text,
      value: null,
    })),
  ),
});
