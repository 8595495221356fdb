/** Two wordings of a plan, clause by clause. */
import type { Saying } from '#platform/contract/index.ts';
import { integrations, riskLevels, type MeasureContent } from './measure.contract.ts';
import type { Difference, PlanContent } from './plan.contract.ts';

type Clauses = Difference['changes'][number]['clauses'];

/** A plan as it is compared: structurally the snapshot of a version. */
export interface Wording {
  content: PlanContent;
  measures: readonly { id: string; content: MeasureContent }[];
  /** A rule, or with the target null an indicator that is watched, in words; without it its name and target. */
  ruleOf?: (indicatorId: string, target: number | null) => string;
}

/** How units, people and indicators are called. */
export type NameOf = (id: string) => string;

const fieldWords = {
  number: { zh: '序号', en: 'number' },
  title: { zh: '任务', en: 'title' },
  text: { zh: '内容', en: 'text' },
  cells: { zh: '所在格子', en: 'cells' },
  lead: { zh: '牵头单位', en: 'lead unit' },
  support: { zh: '配合单位', en: 'supporting units' },
  leader: { zh: '责任领导', en: 'responsible leader' },
  span: { zh: '起止', en: 'span' },
  milestones: { zh: '节点', en: 'milestones' },
  dependsOn: { zh: '前置任务', en: 'depends on' },
  hours: { zh: '工时', en: 'hours' },
  resources: { zh: '保障', en: 'resources' },
  risk: { zh: '风险', en: 'risk' },
  evidence: { zh: '依据规则', en: 'evidence rules' },
  watches: { zh: '关注指标', en: 'watched indicators' },
  name: { zh: '方案名称', en: 'name of the plan' },
  strands: { zh: '线条', en: 'strands' },
  aims: { zh: '指导思想', en: 'guiding idea' },
  goals: { zh: '工作目标', en: 'goals' },
  organisation: { zh: '组织领导', en: 'organisation' },
  steps: { zh: '实施步骤', en: 'steps' },
  demands: { zh: '工作要求', en: 'demands' },
} satisfies Record<string, Saying>;
type Field = keyof typeof fieldWords;

/** Clauses end with 。；！？ or a new line; the mark stays with its clause. */
export const clausesOf = (text: string): string[] =>
  text
    .match(/[^。；！？\n]+[。；！？]?|\n/g)
    ?.map((one) => one.trim())
    .filter(Boolean) ?? [];

/** The longest common clauses stay; the rest is gone or new. Cost: clauses × clauses. */
export function compareClauses(before: string, after: string): Clauses {
  const [a, b] = [clausesOf(before), clausesOf(after)];
  const common: number[][] = Array.from({ length: a.length + 1 }, () => Array<number>(b.length + 1).fill(0));
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      common[i]![j] =
        a[i] === b[j] ? common[i + 1]![j + 1]! + 1 : Math.max(common[i + 1]![j]!, common[i]![j + 1]!);
  const clauses: Clauses = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      clauses.push({ kind: 'same', text: a[i++]! });
      j++;
    } else if (j >= b.length || (i < a.length && common[i + 1]![j]! >= common[i]![j + 1]!))
      clauses.push({ kind: 'gone', text: a[i++]! });
    else clauses.push({ kind: 'new', text: b[j++]! });
  }
  return clauses;
}

const lines = (parts: readonly string[]): string => parts.join('；');

/** What a measure needs besides hours, in one phrase; empty: nothing. */
export const resourceText = (resources: MeasureContent['resources']): string => {
  if (!resources) return '';
  const { words, budgetFen } = resources;
  return lines([words, budgetFen === null ? '' : `经费 ${budgetFen / 100} 元`].filter(Boolean));
};

function measureText(
  content: MeasureContent,
  { content: plan, ruleOf }: Wording,
  nameOf: NameOf,
): Record<string, string> {
  const rule =
    ruleOf ??
    ((id: string, target: number | null) => nameOf(id) + (target === null ? '' : `（目标 ${target}）`));
  const strand = (code: string): string => plan.strands.find((one) => one.code === code)?.name ?? code;
  return {
    number: String(content.number),
    title: content.title,
    text: content.text,
    cells: lines(
      content.cells.map((cell) => `${integrations[cell.integration].zh} × ${strand(cell.strand)}`),
    ),
    lead: nameOf(content.leadUnitId),
    support: lines(content.supportUnitIds.map(nameOf)),
    leader: content.leaderId === null ? '' : nameOf(content.leaderId),
    span: `${content.startsOn} 至 ${content.endsOn}`,
    milestones: lines(content.milestones.map(({ name, dueOn }) => `${name} ${dueOn}`)),
    dependsOn: lines(content.dependsOn.map(nameOf)),
    hours: lines(content.hours.map(({ unitId, hours }) => `${nameOf(unitId)} ${hours} 小时`)),
    resources: resourceText(content.resources),
    risk:
      content.risk.text === '' && content.risk.level === 'low'
        ? ''
        : `${riskLevels[content.risk.level].zh}：${content.risk.text}`,
    evidence: lines(content.evidence.map(({ indicatorId, target }) => rule(indicatorId, target))),
    watches: lines(content.watches.map((id) => rule(id, null))),
  };
}

const planText = (content: PlanContent): Record<string, string> => ({
  name: content.name,
  span: `${content.fromOn} 至 ${content.toOn}`,
  strands: lines(content.strands.map(({ name }) => name)),
  ...content.chapters,
});

function changesOf(before: Record<string, string>, after: Record<string, string>): Difference['changes'] {
  return Object.keys(fieldWords).flatMap((field) => {
    const [old, now] = [before[field] ?? '', after[field] ?? ''];
    if (old === now) return [];
    return [{ field, words: fieldWords[field as Field], clauses: compareClauses(old, now) }];
  });
}

/** What differs between two wordings: the frame first, then measures in the order of the later one, then those gone. */
export function compareWordings(before: Wording, after: Wording, nameOf: NameOf): Difference[] {
  const old = new Map(before.measures.map((one) => [one.id, one.content]));
  const now = new Set(after.measures.map(({ id }) => id));
  const frame = changesOf(planText(before.content), planText(after.content));
  const text = (content: MeasureContent, wording: Wording) => measureText(content, wording, nameOf);
  const measures = after.measures.flatMap(({ id, content }): Difference[] => {
    const was = old.get(id);
    const changes = changesOf(was ? text(was, before) : {}, text(content, after));
    if (was && changes.length === 0) return [];
    return [{ measureId: id, title: content.title, kind: was ? 'changed' : 'added', changes }];
  });
  const removed = before.measures
    .filter(({ id }) => !now.has(id))
    .map(({ id, content }): Difference => ({
      measureId: id,
      title: content.title,
      kind: 'removed',
      changes: changesOf(text(content, before), {}),
    }));
  const ofPlan: Difference[] =
    frame.length > 0 ? [{ measureId: null, title: after.content.name, kind: 'changed', changes: frame }] : [];
  return [...ofPlan, ...measures, ...removed];
}
