/** What leaders and the office are told of activities: what was held and lies ahead, and what departs from the plan. */
import { addDays, dayInWords, fill, fillBoth, type Saying } from '#platform/contract/index.ts';

/** A sentence with its page; `activityId` leads to its records, null to those of all activities since `since`. */
export interface BriefLine {
  text: Saying;
  to: string;
  activityId: string | null;
}

export interface BriefActivity {
  id: string;
  name: string;
  state: 'draft' | 'submitted' | 'approved' | 'held' | 'cancelled';
  wasApproved: boolean;
  firstOn: string;
  lastOn: string;
}

/** An effect's finding, with its interval or saying that it cannot tell. */
export interface BriefEffect {
  activityId: string;
  name: string;
  finding: Saying;
  cannotTell: boolean;
}

/** Days looked back and ahead. */
export const briefDays = 30;
/** Days before the first session from which a missing approval is told. */
const daysToDecide = 7;

export const briefSentences = (
  activities: readonly BriefActivity[],
  effects: readonly BriefEffect[],
  today: string,
): BriefLine[] => [
  countLine(activities, today),
  ...effects
    .filter(({ cannotTell }) => !cannotTell)
    .slice(0, 1)
    .map((effect) => effectLine(effect)),
];

function countLine(activities: readonly BriefActivity[], today: string): BriefLine {
  const nHeld = activities.filter(
    ({ state, lastOn }) => state === 'held' && lastOn >= addDays(today, -briefDays),
  ).length;
  const nAhead = activities.filter(
    ({ state, firstOn }) => state === 'approved' && firstOn >= today && firstOn <= addDays(today, briefDays),
  ).length;
  const text = nHeld + nAhead > 0 ? words.counted : words.none;
  return { text: fillBoth(text, { nHeld, nAhead, briefDays }), to: '/activities', activityId: null };
}

const effectLine = ({ activityId, name, finding }: BriefEffect): BriefLine => ({
  text: { zh: `“${name}”：${finding.zh}`, en: `“${name}”: ${finding.en}` },
  to: `/activities/${activityId}/effect`,
  activityId,
});

/** What was called off after its approval, what is decided late, and what cannot be told. */
export const briefExceptions = (
  activities: readonly BriefActivity[],
  effects: readonly BriefEffect[],
  today: string,
): BriefLine[] => [
  ...activities
    .filter(({ state, firstOn }) => state === 'submitted' && firstOn <= addDays(today, daysToDecide))
    .map((one) => lineOf(one, words.undecided)),
  ...activities
    .filter(
      ({ state, wasApproved, lastOn }) =>
        state === 'cancelled' && wasApproved && lastOn >= addDays(today, -briefDays),
    )
    .map((one) => lineOf(one, words.cancelled)),
  ...effects.filter(({ cannotTell }) => cannotTell).map(effectLine),
];

function lineOf({ id, name, firstOn }: BriefActivity, words: Saying): BriefLine {
  const on = dayInWords(firstOn);
  const text = {
    zh: fill(words.zh, { name, firstOn: on.zh }),
    en: fill(words.en, { name, firstOn: on.en }),
  };
  return { text, to: `/activities/${id}`, activityId: id };
}

const words = {
  counted: {
    zh: '近 {briefDays} 天办完活动 {nHeld} 项，今后 {briefDays} 天已批准 {nAhead} 项',
    en: '{nHeld} activities were held in the last {briefDays} days; {nAhead} are approved for the next {briefDays}',
  },
  none: {
    zh: '近 {briefDays} 天没有办完的活动，今后 {briefDays} 天也没有已批准的',
    en: 'No activity was held in the last {briefDays} days, and none is approved for the next {briefDays}',
  },
  undecided: {
    zh: '“{name}”定在{firstOn}，还没有审批',
    en: '“{name}” is meant for {firstOn} and not yet decided',
  },
  cancelled: {
    zh: '“{name}”批准后取消了（原定{firstOn}）',
    en: '“{name}” was called off after its approval (meant for {firstOn})',
  },
} satisfies Record<string, Saying>;
