/** A plan as large as one gets, as its pages are given it. The same every time. */
import type * as z from 'zod';
import { addDays } from '#platform/contract/index.ts';
import { integrations, type Cell, type Lamp, type MeasureLine } from './measure.contract.ts';
import { loadOf } from './measure.rules.ts';
import { LoadView, PlanView, type PlanContent } from './plan.contract.ts';
import { aMeasure, aPlanContent } from './plan.fixtures.ts';

const idOf = (kind: number, at: number): string =>
  `01900000-0000-7000-800${kind}-${String(at).padStart(12, '0')}`;
const cycle = <T>(list: readonly T[], at: number): T => list[at % list.length]!;

const nUnits = 40;
const units = Array.from({ length: nUnits }, (_, at) => ({
  id: idOf(1, at),
  name: `第${at + 1}科`,
  parentId: at === 0 ? null : idOf(1, 0),
}));
const places = Object.keys(integrations) as Cell['integration'][];
const strands: PlanContent['strands'] = Array.from({ length: 6 }, (_, at) => ({
  code: `s${at}`,
  name: `第${at + 1}板块`,
}));
const lamps: readonly Lamp[] = [
  'on-track',
  'reached',
  'done',
  'behind',
  'overdue',
  'waiting',
  'cannot-tell',
  'cancelled',
];
const fromOn = '2020-07-13';
const may = { may: true };

/** Five years, three milestones and three working units each; most depend on the two before them. */
function contentOf(at: number): MeasureLine['content'] {
  const startsOn = addDays(fromOn, (at * 37) % 1400);
  const working = [0, 7, 19].map((step) => cycle(units, 1 + at + step).id);
  return aMeasure({
    number: at + 1,
    title: `把第${at + 1}项要紧的工作落到实处并按月对账`,
    cells: [0, at % 3 === 0 ? 1 : 0].map((next) => ({
      integration: cycle(places, at + next),
      strand: cycle(strands, Math.floor(at / 4)).code,
    })),
    leadUnitId: working[0]!,
    supportUnitIds: working.slice(1),
    leaderId: idOf(2, at % 8),
    startsOn,
    endsOn: addDays(startsOn, 90 + ((at * 13) % 300)),
    milestones: [30, 60, 90].map((day) => ({ name: `第 ${day} 天`, dueOn: addDays(startsOn, day) })),
    dependsOn: [1, 2].filter((back) => at % 5 >= back).map((back) => idOf(3, at - back)),
    hours: working.map((unitId, n) => ({ unitId, hours: 40 + 10 * n })),
  });
}

function lineOf(at: number): MeasureLine {
  const lamp = cycle(lamps, at);
  const because = {
    zh: '2 条规则达到 1 条，时间过了 40%。',
    en: '1 of 2 rules met, 40% of the time has passed.',
  };
  return {
    id: idOf(3, at),
    content: contentOf(at),
    state: lamp === 'done' || lamp === 'cancelled' ? lamp : 'open',
    progress: { lamp, because, share: (at % 10) / 10, nMet: 1, nRules: 2, nOverdueMilestones: 0 },
    delay: null,
    nObjections: 0,
    doneOn: lamp === 'done' ? addDays(fromOn, at) : null,
    revision: 0,
  };
}

export function aLargePlan(id: string, n: number): PlanView {
  const measures = Array.from({ length: n }, (_, at) => lineOf(at));
  return PlanView.parse({
    id,
    revision: 0,
    content: aPlanContent({ name: `${n} 项任务的方案`, fromOn, toOn: addDays(fromOn, 1825), strands }),
    state: 'published',
    nMeasures: n,
    publishedOn: fromOn,
    measures,
    versions: [],
    wording: 'published',
    seesWorking: true,
    changedSince: false,
    units,
    leaders: Array.from({ length: 8 }, (_, at) => ({ id: idOf(2, at), name: `领导${at + 1}` })),
    indicators: [],
    taken: [],
    notTaken: [],
    today: '2022-01-10',
    may: { change: may, submit: may, decide: may, publish: may, export: may },
  });
}

export function loadOfLarge({ measures }: PlanView): z.output<typeof LoadView> {
  const { months, byUnit } = loadOf(measures.map(({ content }) => content));
  const rows = units.flatMap(({ id: unitId, name: unitName }) => {
    const hours = byUnit.get(unitId)?.map((one) => Math.round(one * 10) / 10);
    return hours ? [{ unitId, unitName, hours, total: Math.round(hours.reduce((a, b) => a + b, 0)) }] : [];
  });
  return LoadView.parse({ months, rows });
}
