/** What papers know of a plan on a day, and the phrases they share. Every number leads to its records. */
import { dayInWords, type Piece, type Rich } from '#engines/gongwen/index.ts';
import type { Lamp } from './measure.contract.ts';
import type { PaperRule } from './paper.rules.ts';

export interface StandingTask {
  id: string;
  number: number;
  title: string;
  /** Code of the strand it is told under. */
  strand: string;
  lead: string;
  /** Place of the lead unit on the roster: papers name units in this order and no other. */
  place: number;
  endsOn: string;
  lamp: Lamp;
  because: string;
  /** Rules with the name of the indicator that answers. */
  rules: readonly (PaperRule & { name: string })[];
  /** Why it is late, and until when it is expected. */
  delay: { said: string; expectedOn: string | null } | null;
  cancelledFor: string | null;
  nObjections: number;
  /** Whether more than its own unit may hear of its being late. */
  isPassedOn: boolean;
  /** Records within the time told about, newest first. */
  records: readonly { on: string; sentence: string }[];
}

export interface Standing {
  planId: string;
  name: string;
  /** The plan's matter, without 方案: 机关文化建设工作. */
  matter: string;
  issuer: string;
  from: string;
  on: string;
  publishedOn: string | null;
  toOn: string;
  strands: readonly { code: string; name: string }[];
  tasks: readonly StandingTask[];
  /** Lamps on the day before `from`, by task; null where the plan had not begun. */
  before: ReadonlyMap<string, Lamp> | null;
  /** Since it was published first. */
  changed: { added: number; removed: number; reworded: number; versions: number };
  outcomes: readonly {
    measureId: string;
    name: string;
    before: number;
    since: number;
    worse: boolean | null;
  }[];
  contradictions: readonly { measureId: string; text: string }[];
  sources: { taken: number; declined: number };
  /** Address of the pages, with a closing slash; null: no links. */
  pages: string | null;
}

/** 机关文化建设工作方案（2020—2021） → 机关文化建设工作. */
export const matterOf = (name: string): string =>
  name
    .replace(/[（(][^（）()]*[）)]\s*$/, '')
    .replace(/(?:实施)?(?:方案|计划|要点)$/, '')
    .replace(/^《|》$/g, '') || name;

export const linked = (standing: Pick<Standing, 'pages'>, to: string, text: string | number): Piece =>
  standing.pages === null ? String(text) : { text: String(text), link: `${standing.pages}${to}` };

/** A count of tasks, led to the board of that day. */
export const counted = (standing: Standing, n: number): Piece =>
  linked(standing, `plans/${standing.planId}/board?on=${standing.on}`, n);

export const ofTask = (standing: Standing, { id }: { id: string }, text: string | number): Piece =>
  linked(standing, `measures/${id}`, text);

export const rounded = (value: number): string => String(Math.round(value * 100) / 100);

/** `现有317户次，目标300户次`; rules that nobody can answer say so. */
export function recordOf(standing: Standing, task: StandingTask): Piece[] {
  if (task.rules.length === 0) return ['没有依据规则'];
  return task.rules.flatMap(({ unit, target, value }, at): Piece[] => [
    at > 0 ? '；' : '',
    ...(value === null ? ['说不准'] : ['现有', ofTask(standing, task, rounded(value)), unit]),
    ...(target === null ? [] : ['，目标', ofTask(standing, task, rounded(target)), unit]),
  ]);
}

const lampWords: readonly [Lamp, string][] = [
  ['done', '办结'],
  ['reached', '到位待核'],
  ['on-track', '正常推进'],
  ['waiting', '未到开始日'],
  ['behind', '偏慢'],
  ['overdue', '逾期'],
  ['cannot-tell', '说不准'],
  ['cancelled', '取消'],
];

export const withLamp = (tasks: readonly StandingTask[], ...lamps: Lamp[]): StandingTask[] =>
  tasks.filter(({ lamp }) => lamps.includes(lamp));

/** `办结15项，正常推进3项`: those that are none are not told. */
export const countsOf = (standing: Standing, tasks: readonly StandingTask[]): Piece[] =>
  lampWords
    .map(([lamp, word]) => ({ word, n: withLamp(tasks, lamp).length }))
    .filter(({ n }) => n > 0)
    .flatMap(({ word, n }, at): Piece[] => [at > 0 ? '，' : '', word, counted(standing, n), '项']);

/** Pieces with what is empty left out, words beside each other joined. */
export const joined = (pieces: readonly Piece[]): Rich => {
  const made: Piece[] = [];
  for (const piece of pieces) {
    const last = made.at(-1);
    if (typeof piece === 'string' && typeof last === 'string') made[made.length - 1] = last + piece;
    else if (piece !== '') made.push(piece);
  }
  return made;
};

/** What stands in the plan, where it is on the day, and how that differs from the day before the time told about. */
export function overview(standing: Standing): Rich[] {
  const { name, tasks, strands, publishedOn, on } = standing;
  const leads = new Set(tasks.map(({ lead }) => lead)).size;
  const first: Piece[] = [
    `《${name}》${publishedOn === null ? '' : `自${dayInWords(publishedOn)}公布以来，`}共列${strands.length}个方面`,
    counted(standing, tasks.length),
    `项任务，由${leads}个单位牵头。截至${dayInWords(on)}，`,
    ...countsOf(standing, tasks),
    '。',
    ...comparison(standing),
  ];
  return [joined(first), recordsTold(standing), ...changesOf(standing)];
}

function comparison({ before, tasks, from }: Standing): Piece[] {
  if (before === null) return [];
  const had = (lamp: Lamp): number => [...before.values()].filter((one) => one === lamp).length;
  const more = (lamp: Lamp): number => withLamp(tasks, lamp).length - had(lamp);
  const step = (word: string, n: number): string =>
    n === 0 ? `${word}项数不变` : `${word}${n > 0 ? '增加' : '减少'}${Math.abs(n)}项`;
  return [`与${dayInWords(from)}前相比，${step('办结', more('done'))}，${step('逾期', more('overdue'))}。`];
}

function recordsTold(standing: Standing): Rich {
  const { tasks, from, on } = standing;
  const moved = tasks.filter(({ records }) => records.length > 0);
  const n = moved.reduce((sum, { records }) => sum + records.length, 0);
  const span = `${dayInWords(from)}至${dayInWords(on)}`;
  if (n === 0) return `${span}没有新的记录。`;
  const to = `records?${new URLSearchParams({ from, to: on })}`;
  return joined([
    `${span}，台账新增与任务有关的记录`,
    linked(standing, to, n),
    `条，涉及${moved.length}项任务。以上数字由记录算出，不由任何人填写。`,
  ]);
}

function changesOf({ changed, tasks }: Standing): Rich[] {
  const { added, removed, reworded, versions } = changed;
  const parts = [
    added > 0 ? `新增${added}项` : '',
    removed > 0 ? `撤下${removed}项` : '',
    reworded > 0 ? `修改${reworded}处` : '',
  ].filter((part) => part !== '');
  const gone = tasks.flatMap(({ title, cancelledFor }) =>
    cancelledFor === null ? [] : [`取消“${title}”，原因是${cancelledFor.replace(/。$/, '')}。`],
  );
  return [
    ...(versions > 1 && parts.length > 0 ? [`方案公布后改过${versions - 1}次：${parts.join('，')}。`] : []),
    ...gone,
  ];
}
