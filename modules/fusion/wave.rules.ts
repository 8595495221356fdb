/** What may be done with a wave, when, and what it will be. */
import { minimumDetectableChange } from '#engines/inference/index.ts';
import { addDays, type Saying } from '#platform/contract/index.ts';
import { fillBoth } from '#platform/contract/index.ts';
import {
  fewestPeople,
  fusionRefusals,
  minutesPerPerson,
  mostForCensus,
  mostMonthsKept,
  mostNames,
  type Domain,
} from './fusion.contract.ts';
import type { Design, Detectable, WavePlan, WaveState, WaveView } from './wave.contract.ts';

export type FusionCode = keyof typeof fusionRefusals;

/** An expected "no" as a value: the code and the facts of its sentence. */
export interface No {
  code: FusionCode;
  facts?: Record<string, unknown>;
}

export interface WaveLife {
  state: WaveState;
  source: 'asked' | 'imported';
  closesOn: string;
  rawDeletedOn: string | null;
  /** A job is importing or measuring. */
  busy: boolean;
}

/** Fewest people who can be listed: below, every block is hidden anyway. */
export const fewestListed = 2 * fewestPeople;

const isNot = (wave: WaveLife, state: WaveState, code: FusionCode): No | null =>
  wave.state === state ? null : { code };

export const whyNotEdit = (wave: WaveLife): No | null => isNot(wave, 'draft', 'fusion/plan-locked');
export const whyNotOpen = (wave: WaveLife): No | null =>
  isNot(wave, 'draft', 'fusion/not-draft') ?? (wave.source === 'asked' ? null : { code: 'fusion/not-draft' });
export const whyNotClose = (wave: WaveLife): No | null => isNot(wave, 'open', 'fusion/not-open');

export function whyNotMeasure(wave: WaveLife): No | null {
  if (wave.state === 'draft' || wave.state === 'open') return { code: 'fusion/not-closed' };
  if (wave.rawDeletedOn) return { code: 'fusion/raw-gone' };
  if (wave.state === 'released') return { code: 'fusion/released-stands' };
  return wave.busy ? { code: 'fusion/measuring' } : null;
}

/** Whether somebody can answer this wave today: a wave may be opened, and its lists locked, before its first day. */
export const takesAnswers = (
  { state, source, closesOn }: WaveLife,
  { opensOn, today }: { opensOn: string; today: string },
): boolean => state === 'open' && source === 'asked' && opensOn <= today && today <= closesOn;

export const whyNotRelease = (wave: WaveLife): No | null => isNot(wave, 'measured', 'fusion/not-measured');

export function whyNotDeleteRaw(wave: WaveLife): No | null {
  if (wave.state === 'draft' || wave.state === 'open') return { code: 'fusion/not-closed' };
  return wave.rawDeletedOn ? { code: 'fusion/raw-gone' } : wave.busy ? { code: 'fusion/measuring' } : null;
}

export function whyNotImport(wave: WaveLife): No | null {
  if (wave.source !== 'imported') return { code: 'fusion/not-imported' };
  return whyNotEdit(wave) ?? (wave.busy ? { code: 'fusion/measuring' } : null);
}

export const whyNotExport = (wave: WaveLife): No | null =>
  wave.state === 'measured' || wave.state === 'released' ? null : { code: 'fusion/not-measured' };

export const mayOf = (no: No | null) =>
  no ? { may: false, whyNot: fillBoth(fusionRefusals[no.code], no.facts) } : { may: true };

export const maysOf = (wave: WaveLife): WaveView['may'] => ({
  edit: mayOf(whyNotEdit(wave)),
  remove: mayOf(whyNotEdit(wave)),
  open: mayOf(whyNotOpen(wave)),
  close: mayOf(whyNotClose(wave)),
  measure: mayOf(whyNotMeasure(wave)),
  release: mayOf(whyNotRelease(wave)),
  deleteRaw: mayOf(whyNotDeleteRaw(wave)),
  importFiles: mayOf(whyNotImport(wave)),
  export: mayOf(whyNotExport(wave)),
});

export const mayExport = (wave: WaveLife) => mayOf(whyNotExport(wave));
export const mayRelease = (wave: WaveLife) => mayOf(whyNotRelease(wave));

/** Is the plan possible at all? All days are `YYYY-MM-DD`, so that they compare as text. */
export function whyNotPlan(
  plan: WavePlan,
  known: { unitIds: readonly string[]; agencies: readonly string[] },
): No | null {
  const { opensOn, closesOn, deleteOn, domains } = plan;
  if (opensOn > closesOn || closesOn >= deleteOn || deleteOn > addMonths(closesOn, mostMonthsKept)) {
    return { code: 'fusion/dates' };
  }
  if (plan.unitIds?.some((id) => !known.unitIds.includes(id))) return { code: 'fusion/units' };
  return domainsFit(domains, known.agencies) ? null : { code: 'fusion/domains' };
}

const domainsFit = (domains: readonly Domain[], agencies: readonly string[]): boolean =>
  new Set(domains.map(({ code }) => code)).size === domains.length &&
  domains.every(({ home }) => home === null || agencies.includes(home));

/** The same day some months later, or the month's last day where it has no such day (as PostgreSQL does). */
export function addMonths(day: string, months: number): string {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  const last = new Date(Date.UTC(year, month - 1 + months + 1, 0));
  return new Date(Date.UTC(last.getUTCFullYear(), last.getUTCMonth(), Math.min(date, last.getUTCDate())))
    .toISOString()
    .slice(0, 10);
}

/**
 * How people would be listed: everybody up to 60, else rings with two names each. Of a wave before whose
 * rings are still there, three quarters are kept.
 */
export function designOf(
  nListed: number,
  namesPerPerson: number,
  before: { name: string; nRings: number } | null,
): Design {
  if (nListed <= mostForCensus) {
    return { kind: 'census', namesPerPerson: Math.max(0, nListed - 1), nRings: 0, nKept: 0, keptFrom: null };
  }
  const nRings = Math.floor(Math.min(namesPerPerson, mostNames) / 2);
  const carried = Math.min(nRings, before?.nRings ?? 0);
  const nKept = carried === 0 ? 0 : carried - Math.max(1, Math.round(carried / 4));
  return {
    kind: 'rings',
    namesPerPerson: 2 * nRings,
    nRings,
    nKept,
    keptFrom: nKept > 0 ? before!.name : null,
  };
}

export const hoursOf = (nPeople: number): number => Math.round((nPeople * minutesPerPerson) / 6) / 10;

/** Density across agencies supposed where no wave came before. */
export const supposedDensity = 0.1;
/** Share of people supposed to answer. */
export const supposedResponse = 0.85;

/** What the wave will be able to tell. `density`: the last released share of cross-agency pairs, if any. */
export function detectableOf(sizes: readonly number[], design: Design, density: number | null): Detectable {
  const nPeople = sizes.reduce((sum, size) => sum + size, 0);
  const within = sizes.reduce((sum, size) => sum + size * (size - 1), 0);
  const nPairsAcross = (nPeople * (nPeople - 1) - within) / 2;
  if (nPeople < fewestListed || nPairsAcross === 0) {
    const sentence = {
      zh: '人数太少或只有一个原单位，看不出变化。',
      en: 'Too few people, or one legacy agency only: no change can be told.',
    };
    return { nPeople, nPairsAcross, halfWidth: null, change: null, sentence };
  }
  const supposed = Math.min(0.9, Math.max(0.02, density ?? supposedDensity));
  const { standardError, change } = minimumDetectableChange({
    nPeople,
    groupSizes: sizes,
    density: supposed,
    ...(design.kind === 'rings' ? { namesPerPerson: design.namesPerPerson } : {}),
    response: supposedResponse,
  });
  const halfWidth = 1.96 * standardError;
  return {
    nPeople,
    nPairsAcross,
    halfWidth,
    change,
    sentence: detectableSentence(supposed, halfWidth, change),
  };
}

const perHundred = (share: number): string => (100 * share).toFixed(1);

const detectableSentence = (density: number, halfWidth: number, change: number): Saying =>
  fillBoth(
    {
      zh: '设不同原单位的同事每 100 对里有 {d} 对相识、{r} 的人作答：这一轮的误差约 ±{h} 对；与上一轮相比，至少变化 {c} 对才有八成把握看出来。',
      en: 'If {d} of 100 cross-agency pairs know each other and {r} of people answer: error about ±{h} pairs; a change of at least {c} pairs since the last wave will be seen with 80 % certainty.',
    },
    {
      d: perHundred(density),
      r: `${Math.round(100 * supposedResponse)} %`,
      h: perHundred(halfWidth),
      c: perHundred(change),
    },
  );

/** Units chosen, with everything below them. */
export function unitsBelow(
  chosen: readonly string[],
  units: readonly { unitId: string; parentId: string | null }[],
): Set<string> {
  const taken = new Set(chosen);
  for (let grown = true; grown;) {
    grown = false;
    for (const { unitId, parentId } of units) {
      if (parentId === null || taken.has(unitId) || !taken.has(parentId)) continue;
      taken.add(unitId);
      grown = true;
    }
  }
  return taken;
}

/** The bureau's usual fields of business; an office edits them in each plan. */
export const usualDomains: readonly Domain[] = [
  { code: 'registration', name: '登记注册与信用监管', home: 'ICO' },
  { code: 'market', name: '网络交易、广告与不正当竞争', home: 'ICO' },
  { code: 'consumer', name: '消费者权益保护', home: 'ICO' },
  { code: 'product', name: '产品质量安全', home: 'QTS' },
  { code: 'equipment', name: '特种设备安全', home: 'QTS' },
  { code: 'metrology', name: '计量、标准与认证', home: 'QTS' },
  { code: 'food', name: '食品安全', home: 'FDA' },
  { code: 'drug', name: '药品、医疗器械与化妆品', home: 'FDA' },
  { code: 'price', name: '价格监管', home: 'PRC' },
  { code: 'property', name: '知识产权', home: 'IPO' },
];

/** Domains whose home agency this bureau does not have lose it. */
export const domainsFor = (agencies: readonly string[]): Domain[] =>
  usualDomains.map((domain) => ({
    ...domain,
    home: domain.home && agencies.includes(domain.home) ? domain.home : null,
  }));

export function suggestionOf(today: string, agencies: readonly string[]): WavePlan {
  const closesOn = addDays(today, 9);
  return {
    name: `${today.slice(0, 7)} 相识调查`,
    purpose:
      '只用来了解不同原单位的同事相识到什么程度、哪些业务还不熟悉，以便安排交流活动。不用于考核、任免、评先评优，也不给任何人看某个人的回答。',
    asOfOn: today,
    unitIds: null,
    opensOn: today,
    closesOn,
    deleteOn: addMonths(closesOn, mostMonthsKept),
    namesPerPerson: mostNames,
    domains: domainsFor(agencies),
  };
}
