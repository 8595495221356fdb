/** What may be done with an activity, by whom: one function per act, each a reason or null. */
import { fillBoth } from '#platform/contract/index.ts';
import type { ActivityState, ActivityView } from './activity.contract.ts';
import { planRefusals, type No } from './plan.rules.ts';
import type { RegistrationState } from './registration.contract.ts';

export interface Life {
  state: ActivityState;
  /** Was approved at least once. */
  wasApproved: boolean;
  /** Something that mattered to its approval is different now. */
  changed: boolean;
  opened: boolean;
  closed: boolean;
  closesOn: string;
  lastOn: string;
  today: string;
}

export interface Reader {
  /** Is an organiser or the office: runs the activity. */
  organises: boolean;
  /** Organises, and holds `activity/plan`: changes, submits and cancels what was planned. */
  plans: boolean;
  /** Holds `activity/approve`. */
  approves: boolean;
  /** Submitted it last, or is named as an organiser: decides nothing about it. */
  ownPlan: boolean;
  onRoster: boolean;
  invited: boolean;
  mine: RegistrationState | null;
}

const no = (code: No['code'], facts?: Record<string, unknown>): No => ({ code, ...(facts && { facts }) });

const whyEnded = ({ state }: Life): No | null =>
  state === 'held' ? no('activity/over') : state === 'cancelled' ? no('activity/called-off') : null;

export const whyNotEdit = (life: Life): No | null =>
  whyEnded(life) ?? (life.state === 'submitted' ? no('activity/not-draft') : null);

export const whyNotRemove = (life: Life): No | null =>
  life.wasApproved ? no('activity/was-approved') : life.state === 'draft' ? null : no('activity/not-draft');

export const whyNotSubmit = (life: Life): No | null =>
  whyEnded(life) ?? (life.state === 'draft' ? null : no('activity/not-draft'));

export const whyNotTakeBack = ({ state }: Life): No | null =>
  state === 'submitted' ? null : no('activity/not-submitted');

export const whyNotDecide = ({ state }: Life, { ownPlan }: Pick<Reader, 'ownPlan'>): No | null =>
  state !== 'submitted' ? no('activity/not-submitted') : ownPlan ? no('activity/own-plan') : null;

export const whyNotRestore = ({ state, wasApproved, changed }: Life): No | null =>
  wasApproved && changed && (state === 'draft' || state === 'submitted')
    ? null
    : no('activity/nothing-to-restore');

export const takesRegistrations = ({ state, opened, closed, closesOn, today }: Life): boolean =>
  state === 'approved' && opened && !closed && today <= closesOn;

export function whyNotOpen(life: Life): No | null {
  if (life.state !== 'approved') return whyEnded(life) ?? no('activity/not-approved');
  if (takesRegistrations(life)) return no('activity/is-open');
  return life.today > life.closesOn ? no('activity/registration-closed', { on: life.closesOn }) : null;
}

export const whyNotClose = (life: Life): No | null =>
  takesRegistrations(life) ? null : (whyEnded(life) ?? no('activity/not-open-yet'));

export const whyNotCancel = (life: Life): No | null => whyEnded(life);

/** Why nobody can register now. */
function whyNotTaking(life: Life): No | null {
  if (takesRegistrations(life)) return null;
  const ended = whyEnded(life);
  if (ended) return ended;
  if (life.closed || (life.opened && life.today > life.closesOn))
    return no('activity/registration-closed', { on: life.closesOn });
  return no(life.opened && life.state !== 'approved' ? 'activity/change-pending' : 'activity/not-open-yet');
}

type Newcomer = Pick<Reader, 'onRoster' | 'invited' | 'mine'>;

function whyNotRegister(life: Life, reader: Newcomer): No | null {
  if (!reader.onRoster) return no('activity/no-person');
  return whyNotTaking(life) ?? (reader.invited ? null : no('activity/not-invited'));
}

export const whyNotJoin = (life: Life, reader: Newcomer): No | null =>
  reader.mine === 'in' || reader.mine === 'waiting'
    ? no('activity/already-in')
    : whyNotRegister(life, reader);

export const whyNotStandBy = (life: Life, reader: Newcomer): No | null =>
  reader.mine !== null && reader.mine !== 'withdrawn'
    ? no('activity/already-in')
    : whyNotRegister(life, reader);

/** Leaving is possible whatever the state of plan and registration, until all is over. */
export const whyNotWithdraw = (life: Life, { mine }: Pick<Reader, 'mine'>): No | null =>
  mine === null || mine === 'withdrawn' ? no('activity/not-registered') : whyEnded(life);

/** Seats that become free are filled from the waiting list until the last session's day is over. */
export const seatsAreFilled = ({ state, lastOn, today }: Life): boolean =>
  state !== 'held' && state !== 'cancelled' && today <= lastOn;

/** Substitutes are called while the activity stands, whether or not registration is over. */
export const whyNotCall = (life: Life): No | null =>
  whyEnded(life) ?? (life.wasApproved ? null : no('activity/not-approved'));

export const mayOf = (why: No | null) =>
  why ? { may: false, whyNot: fillBoth(planRefusals[why.code], why.facts) } : { may: true };

/** A button nobody of this role ever has stays away without a word. */
const mayIf = (has: boolean, why: No | null) => (has ? mayOf(why) : { may: false });

export const maysOf = (life: Life, reader: Reader): ActivityView['may'] => {
  const planner = (why: No | null) => mayIf(reader.plans, why);
  const organiser = (why: No | null) => mayIf(reader.organises, why);
  return {
    organise: reader.organises ? { may: true } : mayOf(no('activity/not-organiser')),
    edit: planner(whyNotEdit(life)),
    remove: planner(whyNotRemove(life)),
    submit: planner(whyNotSubmit(life)),
    takeBack: planner(whyNotTakeBack(life)),
    approve: mayIf(reader.approves, whyNotDecide(life, reader)),
    sendBack: mayIf(reader.approves, whyNotDecide(life, reader)),
    restore: planner(whyNotRestore(life)),
    openRegistration: organiser(whyNotOpen(life)),
    closeRegistration: organiser(whyNotClose(life)),
    cancel: planner(whyNotCancel(life)),
    copy: planner(null),
    join: mayOf(whyNotJoin(life, reader)),
    substitute: mayOf(whyNotStandBy(life, reader)),
    withdraw: mayOf(whyNotWithdraw(life, reader)),
  };
};
