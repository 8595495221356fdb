/** Change since the wave before: the same pairs, everybody's pairs, who came and went, and how states moved. */
import {
  changeBetween,
  ringChange,
  transitionEstimates,
  type BlockEstimates,
  type TransitionEstimates,
} from '#engines/inference/index.ts';
import { symmetrised, transitionsBetween, withGroups, type Network } from '#engines/network/index.ts';
import type { Saying } from '#platform/contract/index.ts';
import { fewestPeople, type Estimate } from './fusion.contract.ts';
import { reportedOf, type Reported, type WaveBefore } from './measure-input.rules.ts';
import { estimateOf, rounded, toTen, untold } from './measure-net.rules.ts';
import type { Change, Moves, Net, Response } from './result.contract.ts';
import { mayShowChange, scopes, type BlockProtection, type Shelf } from './protect.rules.ts';

export interface ChangeContext {
  reported: Reported;
  before: WaveBefore;
  levels: readonly string[];
  /** Headline figures of this wave. */
  net: Net;
  response: Pick<Response, 'rate' | 'permits'>;
  protection: BlockProtection;
  shelf: Shelf;
  waveId: string;
}

const whyNot: Record<'deleted' | 'response' | 'hidden' | 'strangers' | 'few', Saying> = {
  deleted: {
    zh: '上一轮的原始答案已按约定删除，不能再比较同一对同事，只能比较两轮的总体。',
    en: 'The raw answers of the wave before are deleted as promised: the same pairs cannot be compared any more, only the two totals.',
  },
  response: {
    zh: '有一轮应答率太低，不能比较。',
    en: 'Response was too low in one of the waves to compare them.',
  },
  hidden: { zh: '人数太少，比较会暴露个人。', en: 'Too few people: a comparison would show individuals.' },
  strangers: {
    zh: '两轮里没有足够多相同的同事，不能比较同一对。',
    en: 'Too few people are in both waves to compare the same pairs.',
  },
  few: {
    zh: '两轮之间只来了或走了几个人：再公布同一批同事的变化，就能推出这几个人的回答，所以只比较两轮的总体。',
    en: 'Only a few people came or went between the waves: the change of those who stayed would tell the answers of these few, so only the two totals are compared.',
  },
};

export function changeOf(context: ChangeContext): Change {
  const { before, response } = context;
  const since = { waveId: before.waveId, name: before.name, asOfOn: before.asOfOn };
  const none = {
    since,
    samePairs: null,
    allPairs: null,
    stayed: null,
    joined: null,
    left: null,
    moves: null,
  };
  const responseDiffers =
    before.release !== null && Math.abs(before.release.response.rate - response.rate) > 0.1;
  const no = whyNotCompare(context);
  if (no) return { ...none, responseDiffers, whyNot: whyNot[no] };
  const allPairs = before.release && totalsChange(before.release.nets.confirmed1, context.net);
  if (!before.answers) return { ...none, allPairs, responseDiffers, whyNot: whyNot.deleted };
  return {
    ...none,
    ...comparedPairs(context, reportedOf(before.answers, context.levels), allPairs),
    responseDiffers,
  };
}

function whyNotCompare({ before, response, protection }: ChangeContext): keyof typeof whyNot | null {
  const low = [response.permits, before.release?.response.permits].includes('respondents-only');
  if (low) return 'response';
  return protection.withinShown && protection.acrossShown ? null : 'hidden';
}

function comparedPairs(
  context: ChangeContext,
  first: Reported,
  allPairs: Change['allPairs'],
): Pick<Change, 'samePairs' | 'allPairs' | 'stayed' | 'joined' | 'left' | 'moves' | 'whyNot'> {
  const second = context.reported;
  const { stayed, joined, left } = transitionsBetween(first.network, second.network);
  const composition = { stayed: shown(stayed), joined: shown(joined), left: shown(left) };
  if (stayed < 2 * fewestPeople) {
    return { ...composition, samePairs: null, moves: null, allPairs, whyNot: whyNot.strangers };
  }
  const exact = second.rings.length === 0;
  if (exact && !mayCompare(context, stayed)) {
    return { ...composition, samePairs: null, moves: null, allPairs, whyNot: whyNot.few };
  }
  const samePairs = samePairsOf(first, second);
  // Their earlier share taken from the earlier total leaves those who went; the later one, those who came.
  const tells = exact && (isFew(joined) || isFew(left));
  return {
    ...composition,
    samePairs: tells ? { ...samePairs, before: { across: null, within: null } } : samePairs,
    moves: movesOf(first.network, second.network),
    allPairs,
    whyNot: null,
  };
}

/** In a census, totals of both waves and the change of those who stayed leave the pairs of those who came and went. */
function mayCompare({ shelf, waveId, before }: ChangeContext, stayed: number): boolean {
  const [then, now] = [scopes.pairs(before.waveId), scopes.pairs(waveId)];
  return ['within', 'across'].every((name) =>
    mayShowChange(shelf, {
      scope: `${now}|${name}`,
      older: scopes.total(then, name),
      newer: scopes.total(now, name),
      stayed,
    }),
  );
}

const isFew = (count: number): boolean => count > 0 && count < fewestPeople;
const shown = (count: number): number | null => (isFew(count) ? null : count);

function samePairsOf(first: Reported, second: Reported): NonNullable<Change['samePairs']> {
  const [one, two] = [first, second].map(({ network }) => symmetrised(network, 'confirmed')) as [
    Network,
    Network,
  ];
  const { change, first: then } = compared(first, second, one, two);
  return {
    across: estimateOf(change.densityBetween),
    within: estimateOf(change.densityWithin),
    gap: estimateOf(change.gap),
    eiDensity: estimateOf(change.externalInternalDensity),
    before: { across: rounded(then.densityBetween.value), within: rounded(then.densityWithin.value) },
  };
}

/** Rings kept from wave to wave are replicates of the change; else every pair seen twice counts. */
function compared(
  first: Reported,
  second: Reported,
  one: Network,
  two: Network,
): { first: BlockEstimates; change: BlockEstimates } {
  const kept = second.rings.length - second.refreshed.length;
  if (kept > 1 && first.rings.length > 0) {
    return ringChange(
      { network: one, rings: first.rings },
      { network: two, rings: second.rings },
      second.refreshed,
    );
  }
  return changeBetween(one, two);
}

/** Difference of two published totals; as if the waves were unrelated, so that the interval is rather too wide. */
function totalsChange(then: Net, now: Net): Change['allPairs'] {
  return {
    across: difference(then.across, now.across),
    within: difference(then.within, now.within),
    gap: difference(then.gap, now.gap),
  };
}

function difference(then: Estimate, now: Estimate): Estimate {
  if (then.value === null || now.value === null)
    return untold(then.cannotTell ?? now.cannotTell ?? 'inference/undefined');
  const value = now.value - then.value;
  const [a, b] = [halfWidth(then), halfWidth(now)];
  if (a === null || b === null) return { ...untold('inference/undefined'), value: rounded(value) };
  const half = Math.hypot(a, b);
  return { value: rounded(value), low: rounded(value - half), high: rounded(value + half), cannotTell: null };
}

const halfWidth = ({ low, high }: Estimate): number | null =>
  low === null || high === null ? null : (high - low) / 2;

function movesOf(first: Network, second: Network): Change['moves'] {
  const made = transitionEstimates(first, second);
  const together = transitionEstimates(ungrouped(first), ungrouped(second));
  return {
    within: sideOf(made.within),
    across: sideOf(made.between),
    reversal: estimateOf(together.within.reversal),
  };
}

const ungrouped = (network: Network): Network => withGroups(network, new Int32Array(network.size), ['all']);

function sideOf(side: TransitionEstimates): Moves {
  const shares = side.probability.map((row, state) =>
    side.cells[state]! < 10 * fewestPeople || row.some(({ value }) => value === null)
      ? null
      : row.map(({ value }) => rounded(value)!),
  );
  return {
    shares: [0, 1, 2].map((state) => shares[state] ?? null),
    strangersMet: shares[0] ? estimateOf(side.risen) : untold('fusion/too-few-pairs'),
    nSeen: toTen(side.cells.reduce((sum, count) => sum + count, 0)),
  };
}
