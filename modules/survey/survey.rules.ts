/** Decisions about a survey's plan and life; pure. */
import { addDays, type Saying } from '#platform/contract/index.ts';
import type { Question, Questionnaire } from './questionnaire.contract.ts';
import { questionsOf } from './questionnaire.rules.ts';
import {
  fewestInStratum,
  fewestOnPaper,
  type SurveyDraft,
  type SurveyPhase,
  type SurveyState,
} from './survey-life.contract.ts';

/** Phase of a poll of `modules/ballot`, in its own words. */
export type PollPhase =
  | 'draft'
  | 'signed'
  | 'draw'
  | 'wait'
  | 'cast'
  | 'ended'
  | 'closed'
  | 'countable'
  | 'tallied'
  | 'destroyed';

/** How far the survey is; its polls are named once it was checked, ratings first. */
export function phaseOf(state: SurveyState, polls: readonly PollPhase[]): SurveyPhase {
  if (state !== 'checked') return state;
  if (polls.includes('draft')) return 'keys';
  const [phase = 'draft'] = polls;
  return phase === 'closed' ? 'complaints' : phase;
}

export const phaseWords: Readonly<Record<SurveyPhase, Saying>> = {
  draft: { zh: '草稿', en: 'draft' },
  keys: { zh: '生成钥匙、签署', en: 'keys and signatures' },
  signed: { zh: '已签署，等待领票', en: 'signed, drawing not begun' },
  draw: { zh: '领票', en: 'drawing tokens' },
  wait: { zh: '等待投票', en: 'waiting for casting' },
  cast: { zh: '投票', en: 'casting' },
  ended: { zh: '已到期，待关箱', en: 'past its last day' },
  complaints: { zh: '申诉期', en: 'open to complaints' },
  countable: { zh: '可以开箱', en: 'ready to be opened' },
  tallied: { zh: '已计票', en: 'tallied' },
  destroyed: { zh: '已销毁', en: 'destroyed' },
  withdrawn: { zh: '已撤回', en: 'withdrawn' },
};

/** What a plan is held against: everybody in post on the day of its list. */
export interface Ground {
  people: readonly { personId: string; unitId: string }[];
  units: readonly { unitId: string; name: string }[];
}

export interface PlanFault {
  path: string;
  zh: string;
  en: string;
}

/** People of each stratum by its id, those on paper apart; who is in no stratum is in neither. */
export function partition(
  { strata, paperIds }: Pick<SurveyDraft, 'strata' | 'paperIds'>,
  { people }: Ground,
): Map<string, { token: string[]; paper: string[] }> {
  const stratumOf = new Map(strata.flatMap(({ id, unitIds }) => unitIds.map((unitId) => [unitId, id])));
  const paper = new Set(paperIds);
  const parts = new Map(strata.map(({ id }) => [id, { token: [] as string[], paper: [] as string[] }]));
  for (const { personId, unitId } of people) {
    const part = parts.get(stratumOf.get(unitId) ?? '');
    part?.[paper.has(personId) ? 'paper' : 'token'].push(personId);
  }
  return parts;
}

/** A list grows old, and issuer keys lie about: no survey takes longer. */
const longestDays = 180;

/** Everything that keeps a plan from being held, with its field. */
export function faultsOfPlan(draft: SurveyDraft, ground: Ground): PlanFault[] {
  return [...dateFaults(draft), ...peopleFaults(draft, ground), ...strataFaults(draft, ground)];
}

const fault = (path: string, zh: string, en: string): PlanFault => ({ path, zh, en });

function dateFaults({ issueFrom, issueTo, castFrom, castTo, rosterOn }: SurveyDraft): PlanFault[] {
  const faults: PlanFault[] = [];
  if (issueFrom > issueTo)
    faults.push(fault('issueTo', '领票的止日在起日之前。', 'Drawing ends before it begins.'));
  if (castFrom > castTo)
    faults.push(fault('castTo', '投票的止日在起日之前。', 'Casting ends before it begins.'));
  if (castFrom < issueFrom)
    faults.push(fault('castFrom', '投票不能早于领票。', 'Casting cannot begin before drawing.'));
  if (castTo < issueTo)
    faults.push(fault('castTo', '领票结束以前投票不能结束。', 'Casting cannot end before drawing does.'));
  if (castTo > addDays(issueFrom, longestDays))
    faults.push(
      fault(
        'castTo',
        `从领票开始到投票结束不能超过 ${longestDays} 天。`,
        `From the first day of drawing to the last of casting it is ${longestDays} days at most.`,
      ),
    );
  if (rosterOn > issueFrom)
    faults.push(fault('rosterOn', '名单须在领票以前冻结。', 'The list is frozen before drawing begins.'));
  return faults;
}

function peopleFaults(
  { officeId, witnessId, trusteeIds, paperIds }: SurveyDraft,
  { people }: Ground,
): PlanFault[] {
  const known = new Set(people.map(({ personId }) => personId));
  const faults: PlanFault[] = [];
  if (officeId === witnessId)
    faults.push(fault('witnessId', '办公室和见证人须是两个人。', 'Office and witness must be two people.'));
  // Whoever gives tokens out must not open what is cast with them.
  if (trusteeIds.includes(officeId) || trusteeIds.includes(witnessId))
    faults.push(
      fault(
        'trusteeIds',
        '监督人不能由办公室或见证人兼任：发票的人不能开箱。',
        'Office and witness cannot be trustees: who gives tokens out must not open the box.',
      ),
    );
  if (new Set(trusteeIds).size !== trusteeIds.length)
    faults.push(
      fault('trusteeIds', '监督人须是三个不同的人。', 'The trustees must be three different people.'),
    );
  const named: [string, readonly string[]][] = [
    ['officeId', [officeId]],
    ['witnessId', [witnessId]],
    ['trusteeIds', trusteeIds],
    ['paperIds', paperIds],
  ];
  for (const [path, ids] of named)
    if (ids.some((id) => !known.has(id)))
      faults.push(fault(path, '有人当天不在花名册上。', 'Somebody is not on the roster of that day.'));
  return faults;
}

function strataFaults(draft: SurveyDraft, ground: Ground): PlanFault[] {
  const ids = draft.strata.flatMap(({ unitIds }) => unitIds);
  const faults: PlanFault[] = [];
  if (new Set(ids).size !== ids.length)
    faults.push(fault('strata', '有科室在两个分组里。', 'A unit stands in two strata.'));
  for (const key of ['id', 'label'] as const)
    if (new Set(draft.strata.map((one) => one[key])).size !== draft.strata.length)
      faults.push(fault('strata', '分组的代号或名称重复。', 'Two strata have one id or name.'));
  const left = ground.people.filter(({ unitId }) => !ids.includes(unitId)).length;
  if (left > 0)
    faults.push(fault('strata', `还有 ${left} 人不在任何分组里。`, `${left} people are in no stratum.`));
  const parts = partition(draft, ground);
  for (const [at, { id, label }] of draft.strata.entries()) {
    const { length: n } = parts.get(id)!.token;
    const { length: nPaper } = parts.get(id)!.paper;
    if (nPaper > 0 && nPaper < fewestOnPaper) faults.push(fewOnPaper(label, nPaper));
    if (n < fewestInStratum)
      faults.push(
        fault(
          `strata.${at}`,
          `“${label}”领票的只有 ${n} 人，每组至少 ${fewestInStratum} 人，请与相邻分组合并。`,
          `Only ${n} people draw tokens in “${label}”; ${fewestInStratum} at least, so merge it with its neighbour.`,
        ),
      );
  }
  return faults;
}

const fewOnPaper = (label: string, n: number): PlanFault =>
  fault(
    'paperIds',
    `“${label}”用纸质问卷的只有 ${n} 人，收来的纸卷会认得出人；至少 ${fewestOnPaper} 人，请合并分组，或改用手机、请人代开网页。`,
    `Only ${n} people answer on paper in “${label}”, so a form could be known to be somebody’s; ${fewestOnPaper} at least: merge strata, or let them use a phone or somebody else’s screen.`,
  );

/** A part of the bureau with all units below it and the people in them. */
export interface Part {
  name: string;
  unitIds: readonly string[];
  n: number;
}

/**
 * Strata of at least `least` people from the parts of the bureau in their order: large ones alone, small ones merged
 * with each other; what is left over joins the smallest stratum.
 */
export function proposeStrata(
  parts: readonly Part[],
  least = fewestInStratum,
): { id: string; label: string; unitIds: string[]; n: number }[] {
  const large = parts.filter(({ n }) => n >= least).map((part) => [part]);
  const merged: Part[][] = [];
  let open: Part[] = [];
  for (const part of parts.filter(({ n }) => n < least)) {
    open.push(part);
    if (sizeOf(open) >= least) {
      merged.push(open);
      open = [];
    }
  }
  const groups = [...large, ...merged];
  const smallest = groups.toSorted((a, b) => sizeOf(a) - sizeOf(b))[0];
  if (open.length > 0 && smallest) smallest.push(...open);
  else if (open.length > 0) groups.push(open);
  const first = (group: Part[]): number => Math.min(...group.map((part) => parts.indexOf(part)));
  return groups
    .toSorted((a, b) => first(a) - first(b))
    .map((group, at) => ({
      id: `U${at + 1}`,
      label: labelOf(group),
      unitIds: group.flatMap(({ unitIds }) => unitIds),
      n: sizeOf(group),
    }));
}

const sizeOf = (group: readonly Part[]): number => group.reduce((sum, { n }) => sum + n, 0);
const longestLabel = 40;

function labelOf(group: readonly Part[]): string {
  const whole = group.map(({ name }) => name).join('、');
  return whole.length <= longestLabel ? whole : `${group[0]!.name.slice(0, 28)}等 ${group.length} 个单位`;
}

export const isText = ({ kind }: Question): boolean => kind === 'short-text' || kind === 'long-text';

export const asksTexts = (questionnaire: Questionnaire): boolean =>
  questionsOf(questionnaire).some(({ question }) => isText(question));

/** Bytes of UTF-8 that an answer can take at most as JSON, its code and commas included. */
function longestAnswer(question: Question): number {
  const frame = question.code.length * 2 + 8;
  const coded = (list: readonly { code: string }[]): number =>
    list.reduce((sum, { code }) => sum + code.length + 3, 2);
  const widest = (list: readonly { code: string }[]): number =>
    Math.max(...list.map(({ code }) => code.length)) + 3;
  switch (question.kind) {
    case 'single':
      return frame + widest(question.options);
    case 'multiple':
    case 'ranking':
      return frame + coded(question.options);
    case 'matrix':
      return frame + coded(question.rows) + question.rows.length * (widest(question.columns) + 1);
    case 'ego':
    case 'sum':
      return frame + coded(question.rows) + question.rows.length * 8;
    case 'short-text':
    case 'long-text':
      // Three bytes a Chinese character; rarer ones and escapes take more, so the page measures before it seals.
      return frame + 4 * question.longest;
    default:
      return frame + 24;
  }
}

/** One length for all ballots of a survey, so that length tells nothing: the longest there can be, in steps of 256. */
export function payloadBytesOf(questionnaire: Questionnaire, part: 'ratings' | 'texts'): number {
  const asked = questionsOf(questionnaire).filter(({ question }) => isText(question) === (part === 'texts'));
  const longest = asked.reduce((sum, { question }) => sum + longestAnswer(question), 64);
  return Math.min(100_000, Math.ceil(longest / 256) * 256);
}
