/** What a measure may be: dates, places in the matrix, and dependencies that never run in a circle. */
import type { MeasureContent } from './measure.contract.ts';
import type { PlanContent } from './plan.contract.ts';
import type { planRefusals } from './plan-refusals.contract.ts';

export interface No {
  code: keyof typeof planRefusals & string;
  facts: Record<string, unknown>;
}
export const no = (code: No['code'], facts: Record<string, unknown> = {}): No => ({ code, facts });

export interface Around {
  plan: Pick<PlanContent, 'strands'>;
  unitIds: ReadonlySet<string>;
  leaderIds: ReadonlySet<string>;
  indicatorIds: ReadonlySet<string>;
  /** The other measures of the plan. */
  others: readonly {
    id: string;
    content: Pick<MeasureContent, 'number' | 'title' | 'dependsOn' | 'startsOn'>;
  }[];
}

/** Plans lie within these days; calendars before and after them are nobody's plan. */
export const firstDay = '1990-01-01';
export const lastDay = '2199-12-31';
const farDay = (...days: readonly string[]): No | null => {
  const far = days.find((day) => day.length !== 10 || day < firstDay || day > lastDay);
  return far === undefined ? null : no('plan/far-day', { day: far });
};

export const unitsOf = ({ leadUnitId, supportUnitIds, hours }: MeasureContent): string[] => [
  leadUnitId,
  ...supportUnitIds,
  ...hours.map(({ unitId }) => unitId),
];
export const indicatorsOf = ({ evidence, watches }: MeasureContent): string[] => [
  ...evidence.map(({ indicatorId }) => indicatorId),
  ...watches,
];

/** Why a measure cannot stand like this; null if it can. */
export function whyNotMeasure(id: string, content: MeasureContent, around: Around): No | null {
  const strands = new Set(around.plan.strands.map(({ code }) => code));
  const far = farDay(content.startsOn, content.endsOn, ...content.milestones.map(({ dueOn }) => dueOn));
  if (far) return far;
  if (content.endsOn < content.startsOn) return no('plan/dates');
  if (content.cells.some(({ strand }) => !strands.has(strand))) return no('plan/unknown-strand');
  if (unitsOf(content).some((unit) => !around.unitIds.has(unit))) return no('plan/unknown-unit');
  if (content.leaderId !== null && !around.leaderIds.has(content.leaderId)) return no('plan/unknown-leader');
  if (indicatorsOf(content).some((one) => !around.indicatorIds.has(one))) return no('plan/unknown-indicator');
  const own = whyNotWithin(content);
  if (own) return own;
  if (around.others.some((other) => other.id !== id && other.content.number === content.number))
    return no('plan/number-taken', { number: content.number });
  return whyNotDepend(id, content, around.others);
}

/** Milestones lie within the dates, each with a name of its own; nothing stands twice. */
function whyNotWithin({ startsOn, endsOn, milestones, cells, ...content }: MeasureContent): No | null {
  const names = new Set<string>();
  for (const { name, dueOn } of milestones) {
    if (dueOn < startsOn || dueOn > endsOn || names.has(name)) return no('plan/milestones', { name });
    names.add(name);
  }
  const { evidence, watches, hours, supportUnitIds: supports, leadUnitId } = content;
  const once = [
    cells.map(({ integration, strand }) => `${integration} ${strand}`),
    evidence.map(({ indicatorId }) => indicatorId),
    watches,
    hours.map(({ unitId }) => unitId),
    [leadUnitId, ...supports],
  ];
  return once.some((list) => new Set(list).size < list.length) ? no('plan/twice') : null;
}

/** Many at once, each beside all the others as they will stand. */
export function whyNotMeasures(
  drafts: readonly { id: string; content: MeasureContent }[],
  around: Around,
): (No | null)[] {
  const written = new Set(drafts.map(({ id }) => id));
  const others = [...around.others.filter(({ id }) => !written.has(id)), ...drafts];
  return drafts.map(({ id, content }) => whyNotMeasure(id, content, { ...around, others }));
}

function whyNotDepend(id: string, content: MeasureContent, others: Around['others']): No | null {
  if (content.dependsOn.length === 0) return null;
  const known = new Map(others.map((other) => [other.id, other.content]));
  if (content.dependsOn.some((one) => one !== id && !known.has(one))) return no('plan/unknown-dependency');
  const later = content.dependsOn.find((one) => one !== id && known.get(one)!.startsOn > content.endsOn);
  if (later) return no('plan/before-its-dependency', { title: known.get(later)!.title });
  const nodes = [{ id, content }, ...others.filter((other) => other.id !== id)];
  const circle = circleIn(nodes.map((node) => ({ id: node.id, dependsOn: node.content.dependsOn })));
  if (!circle) return null;
  const titleOf = (one: string): string => (one === id ? content.title : (known.get(one)?.title ?? one));
  return no('plan/circle', { circle: circle.map(titleOf).join(' → ') });
}

/** A circle of dependencies, its first node again at the end; null where there is none. */
export function circleIn(nodes: readonly { id: string; dependsOn: readonly string[] }[]): string[] | null {
  const byId = new Map(nodes.map((node) => [node.id, node.dependsOn]));
  const over = new Set<string>();
  const walk = (id: string, path: readonly string[]): string[] | null => {
    const at = path.indexOf(id);
    if (at >= 0) return [...path.slice(at), id];
    if (over.has(id)) return null;
    for (const next of byId.get(id) ?? []) {
      const circle = walk(next, [...path, id]);
      if (circle) return circle;
    }
    over.add(id);
    return null;
  };
  for (const { id } of nodes) {
    const circle = walk(id, []);
    if (circle) return circle;
  }
  return null;
}

/** Why the frame of a plan cannot be this; `used`: strands in which measures stand. */
export function whyNotPlan(content: PlanContent, used: ReadonlySet<string>, before?: PlanContent): No | null {
  const far = farDay(content.fromOn, content.toOn);
  if (far) return far;
  if (content.toOn < content.fromOn) return no('plan/dates');
  const codes = new Set(content.strands.map(({ code }) => code));
  const names = new Set(content.strands.map(({ name }) => name));
  if (codes.size < content.strands.length || names.size < content.strands.length)
    return no('plan/strand-twice');
  const lost = before?.strands.find(({ code }) => used.has(code) && !codes.has(code));
  return lost ? no('plan/strand-in-use', { name: lost.name }) : null;
}

/** The months (`2020-07`) that a span touches. */
export function monthsOf(from: string, to: string): string[] {
  const months: string[] = [];
  let [year, month] = [Number(from.slice(0, 4)), Number(from.slice(5, 7))];
  for (;;) {
    const name = `${year}-${String(month).padStart(2, '0')}`;
    if (name > to.slice(0, 7)) return months;
    months.push(name);
    if (++month > 12) [year, month] = [year + 1, 1];
  }
}

type Loaded = Pick<MeasureContent, 'startsOn' | 'endsOn' | 'hours'>;

/** Hours asked of each unit per month: the hours of a measure spread evenly over the months it touches. */
export function loadOf(measures: readonly Loaded[]): { months: string[]; byUnit: Map<string, number[]> } {
  if (measures.length === 0) return { months: [], byUnit: new Map() };
  const first = measures.map(({ startsOn }) => startsOn).toSorted()[0]!;
  const last = measures
    .map(({ endsOn }) => endsOn)
    .toSorted()
    .at(-1)!;
  const months = monthsOf(first, last);
  const byUnit = new Map<string, number[]>();
  for (const { startsOn, endsOn, hours } of measures) {
    const own = monthsOf(startsOn, endsOn);
    for (const { unitId, hours: asked } of hours) {
      const row = byUnit.get(unitId) ?? months.map(() => 0);
      for (const month of own) row[months.indexOf(month)]! += asked / own.length;
      byUnit.set(unitId, row);
    }
  }
  return { months, byUnit };
}

/** A day some days later or earlier, as far as JavaScript's calendar reaches; `whyNotPlan` bounds it. */
export const movedBy = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().split('T')[0]!;

/** Why a plan cannot be copied: a day of a measure would leave the calendar. */
export const whyNotMoved = (
  measures: readonly Pick<MeasureContent, 'startsOn' | 'endsOn' | 'milestones'>[],
) =>
  farDay(
    ...measures.flatMap(({ startsOn, endsOn, milestones }) => [
      startsOn,
      endsOn,
      ...milestones.map(({ dueOn }) => dueOn),
    ]),
  );
