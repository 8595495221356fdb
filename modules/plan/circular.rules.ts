/** 通报 of a plan's progress, without any ranking; and 简报 of what a month brought. */
import {
  bulletin,
  circular,
  dayInWords,
  type Block,
  type Head,
  type OfficialDocument,
  type Piece,
  type Rich,
} from '#engines/gongwen/index.ts';
import {
  counted,
  joined,
  ofTask,
  overview,
  recordOf,
  withLamp,
  type Standing,
  type StandingTask,
} from './standing.rules.ts';
import { nextOf, problemsOf, taskTable } from './summary.rules.ts';

const say = (text: Rich): Block => ({ text });

/** Units are named for what they did, in the order of the roster; what is late is told by task, with its reason. */
export function circularDocument(head: Head, standing: Standing): OfficialDocument {
  return {
    ...circular(head, `${standing.matter}进展情况`, {
      overview: overview(standing).map(say),
      good: goodOf(standing),
      problems: problemsOf(standing),
      demands: nextOf(standing),
    }),
    attachments: [taskTable(standing)],
  };
}

function goodOf(standing: Standing): Block[] {
  const done = withLamp(standing.tasks, 'done', 'reached');
  if (done.length === 0) return [say('还没有任务到位或办结。')];
  const byUnit = Map.groupBy(
    done.toSorted((a, b) => a.place - b.place || a.number - b.number),
    ({ lead }) => lead,
  );
  const told = [...byUnit].map(([unit, tasks]): Block => {
    const list = tasks.flatMap((task, at): Piece[] => [
      at > 0 ? '；' : '',
      `“${task.title}”`,
      ...recordOf(standing, task),
    ]);
    return { level: 2, heading: `${unit}。`, runOn: joined([...list, '。']) };
  });
  return [say('下列单位按花名册顺序列出，不分先后。'), ...told];
}

/** So many records a bulletin of one or two pages tells one by one. */
const MOST_TOLD = 8;

export function bulletinDocument(
  head: Head,
  standing: Standing,
  { issue, by }: { issue: number; by: string },
): OfficialDocument {
  const { tasks, on, before } = standing;
  const newly = withLamp(tasks, 'done').filter(({ id }) => before?.get(id) !== 'done');
  const moved = tasks.filter(({ records }) => records.length > 0);
  const title = `${standing.matter}：本期推进${moved.length}项任务，办结${newly.length}项`;
  const body: Block[] = [
    { level: 1, heading: '本期进展' },
    ...happened(standing, moved),
    { level: 1, heading: '到了哪一步' },
    ...overview(standing).map(say),
    { level: 1, heading: '接下来' },
    ...nextOf(standing),
  ];
  const masthead = `${standing.matter.replace(/工作$/, '')}简报`;
  return { ...bulletin(masthead, { issue, by, on, title, body }), colophon: head.colophon };
}

/** The newest record of each task that moved, by day. */
function happened(standing: Standing, moved: readonly StandingTask[]): Block[] {
  if (moved.length === 0) return [say('本期没有新的记录。')];
  const newest = moved
    .map((task) => ({ task, record: task.records[0]! }))
    .toSorted((a, b) =>
      a.record.on === b.record.on ? a.task.number - b.task.number : a.record.on < b.record.on ? 1 : -1,
    );
  const told = newest
    .slice(0, MOST_TOLD)
    .map(({ task, record }) =>
      say(
        joined([
          `${dayInWords(record.on)}，`,
          ofTask(standing, task, record.sentence.replace(/。$/, '')),
          '。',
        ]),
      ),
    );
  const rest = newest.length - told.length;
  return rest > 0 ? [...told, say(joined(['另有', counted(standing, rest), '项任务也有新的记录。']))] : told;
}
