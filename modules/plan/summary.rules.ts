/** 总结 of a plan and 报告 upward: what was promised, where it stands, what changed, what is wrong, what comes next. */
import {
  dayInWords,
  issuingNotice,
  report,
  summary,
  tableAttachment,
  type Attachment,
  type Block,
  type Head,
  type OfficialDocument,
  type Piece,
  type Rich,
} from '#engines/gongwen/index.ts';
import { lamps } from './measure.contract.ts';
import {
  counted,
  countsOf,
  joined,
  linked,
  ofTask,
  overview,
  recordOf,
  rounded,
  withLamp,
  type Standing,
  type StandingTask,
} from './standing.rules.ts';

const say = (text: Rich): Block => ({ text });
const under = (heading: string, runOn: Rich): Block => ({ level: 2, heading: `${heading}。`, runOn });

/** 总结 is no legal kind of document: it is sent with a 通知. */
export function summaryDocument(head: Head, standing: Standing): OfficialDocument {
  const name = `${standing.matter}总结`;
  const attachments = [{ title: name, blocks: summary(sectionsOf(standing)) }, taskTable(standing)];
  return issuingNotice(head, name, attachments, '请对照存在问题和下一步打算，做好后续工作');
}

export function reportDocument(head: Head, standing: Standing, signer: string): OfficialDocument {
  const body = [...summary(sectionsOf(standing)), say('特此报告。')];
  return {
    ...report(head, `${standing.matter}进展情况`, signer, body),
    attachments: [taskTable(standing)],
  };
}

const sectionsOf = (standing: Standing) => ({
  done: [...overview(standing).map(say), ...strandsOf(standing)],
  results: resultsOf(standing),
  problems: problemsOf(standing),
  next: nextOf(standing),
});

/** Each strand with its tasks and what the ledger holds of them. */
function strandsOf(standing: Standing): Block[] {
  return standing.strands.flatMap(({ code, name }) => {
    const tasks = standing.tasks.filter(({ strand, lamp }) => strand === code && lamp !== 'cancelled');
    if (tasks.length === 0) return [];
    const told = tasks.flatMap((task, at): Piece[] => [
      at > 0 ? '；' : '',
      `“${task.title}”`,
      ...recordOf(standing, task),
      `（${lamps[task.lamp].zh}）`,
    ]);
    return [
      under(
        name,
        joined([
          counted(standing, tasks.length),
          '项任务，',
          ...countsOf(standing, tasks),
          '。',
          ...told,
          '。',
        ]),
      ),
    ];
  });
}

function resultsOf(standing: Standing): Block[] {
  const done = withLamp(standing.tasks, 'done');
  const { taken, declined } = standing.sources;
  const checked: Rich =
    done.length === 0
      ? '还没有任务办结。'
      : joined([counted(standing, done.length), '项任务由申请人以外的人抽样核对记录后办结。']);
  const answered: Rich =
    taken + declined === 0
      ? '没有需要答复的意见。'
      : joined([
          '调查和会议提出的意见，列为任务',
          linked(standing, `plans/${standing.planId}/sources`, taken),
          '条',
          ...(declined === 0
            ? []
            : ['，没有采纳并写明原因', linked(standing, `plans/${standing.planId}/sources`, declined), '条']),
          '。',
        ]);
  return [
    under('任务逐项核对', checked),
    under('意见逐条答复', answered),
    under('成效另行衡量', outcomesTold(standing)),
  ];
}

function outcomesTold(standing: Standing): Rich {
  if (standing.outcomes.length === 0) return '没有为任务指定要看的成效指标，成效说不准。';
  const told = standing.outcomes.flatMap(({ measureId, name, before, since, worse }, at): Piece[] => [
    at > 0 ? '；' : '',
    `“${name}”由`,
    ofTask(standing, { id: measureId }, rounded(before)),
    before === since ? '到' : '变为',
    ofTask(standing, { id: measureId }, rounded(since)),
    before === since ? '，没有变化' : worse === null ? '' : worse ? '，变差' : '，变好',
  ]);
  return joined([...told, '。先后发生不等于因果，这里只说变化。']);
}

const late = (task: StandingTask): string =>
  task.delay === null
    ? '，没有说明原因'
    : `，原因：${task.delay.said}${task.delay.expectedOn === null ? '' : `，预计${dayInWords(task.delay.expectedOn)}做到`}`;

/** Late tasks are told by what is missing; of those whose unit alone was reminded nothing is told yet. */
export function problemsOf(standing: Standing): Block[] {
  const { tasks, contradictions } = standing;
  const told = (task: StandingTask): Block =>
    say(
      joined([
        `“${task.title}”应于${dayInWords(task.endsOn)}前完成，`,
        ...recordOf(standing, task),
        `${late(task)}。`,
      ]),
    );
  const open = withLamp(tasks, 'cannot-tell').length;
  const objections = tasks.reduce((sum, { nObjections }) => sum + nObjections, 0);
  const blocks = [
    ...withLamp(tasks, 'overdue', 'behind')
      .filter(({ isPassedOn }) => isPassedOn)
      .map(told),
    ...contradictions.map(({ measureId, text }) => say([ofTask(standing, { id: measureId }, text)])),
    ...(open > 0 ? [say(joined([counted(standing, open), '项任务没有可算的依据，做到哪一步说不准。']))] : []),
    ...(objections > 0 ? [say(`对算出的进展有${objections}条异议，与数字并列，等待复核。`)] : []),
  ];
  return blocks.length > 0
    ? blocks
    : [say(`截至${dayInWords(standing.on)}，没有需要通报的逾期或偏慢的任务。`)];
}

const MOST_NEXT = 8;

export function nextOf(standing: Standing): Block[] {
  const { tasks, on, contradictions } = standing;
  const reached = withLamp(tasks, 'reached').length;
  const coming = withLamp(tasks, 'on-track', 'behind', 'waiting', 'cannot-tell')
    .filter(({ endsOn }) => endsOn >= on)
    .toSorted((a, b) => (a.endsOn === b.endsOn ? a.number - b.number : a.endsOn < b.endsOn ? -1 : 1));
  const overdue = withLamp(tasks, 'overdue');
  const blocks = [
    ...(overdue.length > 0
      ? [
          say(
            joined([
              '对逾期的',
              counted(standing, overdue.length),
              '项任务逐项补办或说明原因，到期再看记录。',
            ]),
          ),
        ]
      : []),
    ...(reached > 0
      ? [say(joined(['对到位待核的', counted(standing, reached), '项任务，由另一人抽样核对后办结。']))]
      : []),
    ...(coming.length > 0 ? [say(joined(comingTold(standing, coming)))] : []),
    ...(contradictions.length > 0
      ? [say(`对${contradictions.length}处任务办结而指标变差的地方再看一看。`)]
      : []),
  ];
  return blocks.length > 0 ? blocks : [say('各项任务都已办结或取消，转入日常工作。')];
}

function comingTold(standing: Standing, coming: readonly StandingTask[]): Piece[] {
  const shown = coming.slice(0, MOST_NEXT);
  const told = shown.flatMap((task, at): Piece[] => [
    at > 0 ? '；' : '',
    `${dayInWords(task.endsOn)}前完成`,
    ofTask(standing, task, `“${task.title}”`),
  ]);
  return [...told, coming.length > shown.length ? `；其余${coming.length - shown.length}项见附件。` : '。'];
}

/** Every task with its numbers and the indicator they come from, in the order of the plan. */
export function taskTable(standing: Standing): Attachment {
  const columns = [
    { heading: '序号', share: 1.4, centred: true },
    { heading: '任务', share: 4.8 },
    { heading: '牵头单位', share: 3.2, centred: true },
    { heading: '时限', share: 3.8, centred: true },
    { heading: '目标', share: 2, centred: true },
    { heading: '现有记录', share: 2.2, centred: true },
    { heading: '状态', share: 2, centred: true },
    { heading: '数字出自', share: 4.4 },
  ];
  const rows = standing.tasks.map((task) => [
    String(task.number),
    task.title,
    task.lead,
    dayInWords(task.endsOn),
    numbersOf(standing, task, 'target'),
    numbersOf(standing, task, 'value'),
    lamps[task.lamp].zh,
    task.rules.map(({ name }) => name).join('；') || '没有依据规则',
  ]);
  return tableAttachment('任务进展一览表', columns, rows);
}

const numbersOf = (standing: Standing, task: StandingTask, which: 'target' | 'value'): Rich =>
  joined(
    task.rules.flatMap((rule, at): Piece[] => {
      const value = rule[which];
      const absent = which === 'value' ? '说不准' : '—';
      return [
        at > 0 ? '、' : '',
        ...(value === null ? [absent] : [ofTask(standing, task, rounded(value)), rule.unit]),
      ];
    }),
  );
