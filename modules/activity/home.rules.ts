/** What of activities needs somebody today, in one line each. */
import { addDays, fillBoth, type Saying } from '#platform/contract/index.ts';
import type { RegistrationState } from './registration.contract.ts';

/** A line of a person's first page, as the platform takes it. */
export interface HomeLine {
  text: Saying;
  to: string;
  dueOn: string | null;
  /** What a calendar feed may say; null: nothing, for the session itself stands in it. */
  feed: Saying | null;
}

export interface HomeActivity {
  id: string;
  name: string;
  state: 'draft' | 'submitted' | 'approved' | 'held' | 'cancelled';
  sentBack: boolean;
  opened: boolean;
  takesRegistrations: boolean;
  closesOn: string;
  /** The next session from today on; null where none lies ahead. */
  next: { heldOn: string; startsAt: string; where: string } | null;
  /** This reader may decide, and it is not their own. */
  decides: boolean;
  organises: boolean;
  invited: boolean;
  mine: RegistrationState | null;
}

/** Days before registration closes from which those who have not joined are told, once. */
const daysBeforeClosing = 2;
/** Days ahead of which one's own next session is shown. */
const daysAhead = 7;

/** Decisions first, then what organisers have to do, then what I have joined, then what closes soon. */
export const homeLines = (activities: readonly HomeActivity[], today: string): HomeLine[] => [
  ...activities.filter(({ decides }) => decides).map((one) => line(one, words.decide)),
  ...activities.flatMap((one) => (one.organises ? organiserLines(one) : [])),
  ...activities.flatMap((one) => comingLines(one, today)),
  ...activities.flatMap((one) => closingLines(one, today)),
];

const line = (
  { id, name }: HomeActivity,
  text: Saying,
  dueOn: string | null = null,
  facts = {},
): HomeLine => {
  const said = fillBoth(text, { name, ...facts });
  return { text: said, to: `/activities/${id}`, dueOn, feed: said };
};

function organiserLines(one: HomeActivity): HomeLine[] {
  if (one.state === 'draft' && one.sentBack) return [line(one, words.sentBack)];
  if (one.state === 'approved' && !one.opened) return [line(one, words.open, one.closesOn)];
  return [];
}

function comingLines(one: HomeActivity, today: string): HomeLine[] {
  const { next, mine, state } = one;
  const stands = state === 'approved' || state === 'submitted' || state === 'draft';
  if (!next || mine !== 'in' || !stands || next.heldOn > addDays(today, daysAhead)) return [];
  const coming = line(one, words.coming, next.heldOn, { at: next.startsAt, where: next.where || '—' });
  return [{ ...coming, feed: null }];
}

/** Nobody who withdrew is asked again. */
const closingLines = (one: HomeActivity, today: string): HomeLine[] =>
  one.takesRegistrations &&
  one.invited &&
  one.mine === null &&
  one.closesOn <= addDays(today, daysBeforeClosing)
    ? [line(one, words.closing, one.closesOn)]
    : [];

const words = {
  decide: { zh: '活动“{name}”等您审批', en: '“{name}” waits for your decision' },
  sentBack: { zh: '活动“{name}”退回了，请看理由', en: '“{name}” was sent back: see why' },
  open: {
    zh: '活动“{name}”批准了，可以开放报名',
    en: '“{name}” is approved: registration can be opened',
  },
  coming: { zh: '您参加的“{name}”：{at}，{where}', en: 'You take part in “{name}”: {at}, {where}' },
  closing: {
    zh: '“{name}”快要截止报名，自愿参加',
    en: 'Registration for “{name}” closes soon; joining is voluntary',
  },
} satisfies Record<string, Saying>;
