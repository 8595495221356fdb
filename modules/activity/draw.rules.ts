/** Decisions about a team draw: what may be chosen, when it may be made, changed and published, what it proves. */
import type { Saying } from '#platform/contract/index.ts';
import { usualWeights, type DrawChoice, type DrawRule, type Who } from './draw-choice.contract.ts';
import { type DrawState, type RejectedBecause } from './draw.contract.ts';

export interface No {
  code: DrawRefusal;
  facts?: Readonly<Record<string, unknown>>;
}
type DrawRefusal =
  | 'activity/draw-too-few'
  | 'activity/draw-unknown'
  | 'activity/draw-under-way'
  | 'activity/draw-not-running'
  | 'activity/draw-none'
  | 'activity/draw-reason'
  | 'activity/draw-published'
  | 'activity/draw-begun'
  | 'activity/draw-people-changed'
  | 'activity/draw-change';

/** Least people of a team that a first choice proposes. */
const usualSize = 8;

/** What the form starts with: even teams as planned or of about eight, leaders spread where there are some. */
export function firstChoice(given: {
  nEntrants: number;
  planned: { nTeams: number; minSize: number; maxSize: number } | null;
  posts: readonly string[];
}): DrawChoice {
  const { nEntrants, planned, posts } = given;
  const nTeams = planned?.nTeams ?? Math.min(200, Math.max(2, Math.round(nEntrants / usualSize)));
  const nHeads = posts.filter((post) => post.includes(headPost)).length;
  return {
    nTeams,
    sizes: planned && fits(planned, nEntrants) ? { min: planned.minSize, max: planned.maxSize } : null,
    sessionIds: [],
    away: [],
    rules: nHeads > 1 ? [{ kind: 'spread', who: { by: 'post', containing: headPost } }] : [],
    pins: [],
    weights: usualWeights,
    onChange: 'keep',
  };
}
/** 科长, 局长, 所长 … */
const headPost = '长';

const fits = (
  { nTeams, minSize, maxSize }: { nTeams: number; minSize: number; maxSize: number },
  n: number,
) => nTeams * minSize <= n && n <= nTeams * maxSize;

/** People whom a choice names. */
export const peopleNamed = ({ rules, pins, away }: DrawChoice): string[] => [
  ...rules.flatMap(peopleOfRule),
  ...pins.map(({ personId }) => personId),
  ...away.map(({ personId }) => personId),
];

const peopleOfRule = (rule: DrawRule): readonly string[] =>
  'people' in rule ? rule.people : 'who' in rule ? peopleOf(rule.who) : [];
const peopleOf = (who: Who): readonly string[] => (who.by === 'people' ? who.people : []);

/** The choice without people who are no longer registered, so that last time's can be offered again. */
export function stillMeant(
  choice: DrawChoice,
  isIn: (personId: string) => boolean,
  isSession: (sessionId: string) => boolean,
): DrawChoice {
  const rules = choice.rules.flatMap((rule): DrawRule[] => {
    if ('people' in rule) {
      const people = rule.people.filter(isIn);
      return people.length < 2 ? [] : [{ ...rule, people }];
    }
    if (!('who' in rule) || rule.who.by !== 'people') return [rule];
    const people = rule.who.people.filter(isIn);
    return people.length === 0 ? [] : [{ ...rule, who: { ...rule.who, people } }];
  });
  return {
    ...choice,
    rules,
    sessionIds: choice.sessionIds.filter(isSession),
    pins: choice.pins.filter(({ personId }) => isIn(personId)),
    away: choice.away.filter(({ personId, sessionId }) => isIn(personId) && isSession(sessionId)),
  };
}

export function whyNotChoice(
  choice: DrawChoice,
  given: { entrants: ReadonlySet<string>; sessions: ReadonlySet<string> },
): No | null {
  const strangers = new Set(peopleNamed(choice).filter((id) => !given.entrants.has(id)));
  const foreign =
    choice.sessionIds.some((id) => !given.sessions.has(id)) ||
    new Set(choice.sessionIds).size < choice.sessionIds.length ||
    choice.away.some(({ sessionId }) => !choice.sessionIds.includes(sessionId)) ||
    choice.pins.some(({ team }) => team > choice.nTeams);
  if (strangers.size > 0 || foreign) return { code: 'activity/draw-unknown', facts: { n: strangers.size } };
  const n = given.entrants.size;
  return n < 2 * choice.nTeams || (choice.sizes !== null && choice.sizes.min > choice.sizes.max)
    ? { code: 'activity/draw-too-few', facts: { n, nTeams: choice.nTeams } }
    : null;
}

export interface DrawLife {
  /** Of the draw in use; null: there is none. */
  state: Extract<DrawState, 'drawing' | 'drawn' | 'published'> | null;
  /** The first session has begun. */
  begun: boolean;
  onChange: DrawChoice['onChange'];
  /** Somebody came or went since the draw. */
  peopleChanged: boolean;
}

export function whyNotDraw({ state, begun }: DrawLife): No | null {
  if (state === 'drawing') return { code: 'activity/draw-under-way' };
  return begun && state !== null ? { code: 'activity/draw-begun' } : null;
}

export const whyNotStop = ({ state }: DrawLife): No | null =>
  state === 'drawing' ? null : { code: 'activity/draw-not-running' };

/** Published teams stand; whoever was called in later is still placed in one. */
export function whyNotChange({ state }: DrawLife, placing = false): No | null {
  if (state === 'drawing') return { code: 'activity/draw-under-way' };
  if (state === null) return { code: 'activity/draw-none' };
  return state === 'published' && !placing ? { code: 'activity/draw-published' } : null;
}

export function whyNotPublish(life: DrawLife): No | null {
  const no = whyNotChange(life);
  if (no) return no;
  return life.peopleChanged && life.onChange === 'redraw' ? { code: 'activity/draw-people-changed' } : null;
}

/** A rejection is mechanical only where the rule was said before the draw and the names did change. */
export const rejectionOf = ({ onChange, peopleChanged }: DrawLife): RejectedBecause =>
  onChange === 'redraw' && peopleChanged ? 'people-changed' : 'by-hand';

export interface DrawHistory {
  published: boolean;
  madeAt: string;
  publishedAt: string | null;
  /** Instant at which the first session begins. */
  beginsAt: string;
  rejected: readonly RejectedBecause[];
  nMoved: number;
}

export interface Standing {
  grade: 'A' | 'B' | 'D' | null;
  why: Saying[];
}

/** What a draw allows to be claimed later (evidence ladder A–D), and why. */
export function standingOf(history: DrawHistory | null): Standing {
  if (!history) return { grade: null, why: [] };
  const { published, madeAt, publishedAt, beginsAt, rejected, nMoved } = history;
  const made = published && publishedAt !== null && publishedAt < beginsAt && madeAt < beginsAt;
  if (published && !made) return { grade: 'D', why: [notBefore] };
  const nByHand = rejected.filter((because) => because === 'by-hand').length;
  const moved = nMoved > 0 ? [conditioned(nMoved)] : [];
  if (nByHand > 0) return { grade: 'B', why: [chosen(nByHand), ...moved] };
  const changed = rejected.length > 0 ? [mechanical(rejected.length)] : [];
  return { grade: 'A', why: [stored, ...changed, ...moved] };
}

const stored: Saying = {
  zh: '抽签办法连同种子在活动前全部留存，指纹记入台账，可以原样重演',
  en: 'The whole mechanism with its seed is stored before the event, its fingerprint is in the ledger, and it can be run again exactly',
};
const notBefore: Saying = {
  zh: '分队没有在活动开始前公布，不能当作随机分组',
  en: 'The teams were not published before the event began and do not count as drawn',
};
const chosen = (n: number): Saying => ({
  zh: `有 ${n} 次抽签看过结果后没有采用。人为挑选没有固定规则，无法重演，证据最高只到 B 级`,
  en: `${n} ${n === 1 ? 'draw was' : 'draws were'} seen and not used. Picking by hand follows no rule that could be run again, so the evidence is grade B at best`,
});
const mechanical = (n: number): Saying => ({
  zh: `名单有变，按事先说好的规则重抽了 ${n} 次，不影响证据等级`,
  en: `Teams were drawn again ${n === 1 ? 'once' : `${n} times`} because names changed, by the rule said beforehand; the grade stays`,
});
const conditioned = (n: number): Saying => ({
  zh: `${n} 人的位置由人工调整；重演时他们固定不动，只比较其余的人`,
  en: `${n} ${n === 1 ? 'person was' : 'people were'} moved by hand; in re-draws they stay where they were put`,
});

/** Whoever is in a team of the draw and whoever is registered now differ. */
export const changedPeople = (drawn: readonly string[], now: readonly string[]): boolean => {
  const before = new Set(drawn);
  return before.size !== now.length || now.some((id) => !before.has(id));
};
