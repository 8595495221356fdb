import { personRoutes, type AssignmentView } from '../person.contract.ts';
import type { Stretch } from './parts/Timeline.vue';
import { t } from './words.ts';

/** What can happen to a person, and the route that records it. */
export const stepRoutes = {
  transfer: personRoutes.transferPerson,
  second: personRoutes.secondPerson,
  leave: personRoutes.grantLeave,
  return: personRoutes.returnPerson,
  depart: personRoutes.departPerson,
} as const;

export type Step = keyof typeof stepRoutes;

export const steps = Object.keys(stepRoutes) as Step[];

export const stretchOf = ({ kind, unitName, post, rank, fromOn, untilOn }: AssignmentView): Stretch => ({
  title: [t(`person.kind.${kind}`), unitName].filter(Boolean).join(' '),
  detail: [post, rank].filter(Boolean).join(' · '),
  fromOn,
  untilOn,
  over: kind === 'secondment' || kind === 'leave',
});

/** What is typed for a step. */
export interface StepGiven {
  unitId: string;
  post: string;
  on: string;
  untilOn: string;
}

/** The body that the step's route takes. */
export function bodyOf(step: Step, given: StepGiven): object {
  const { unitId, post, on } = given;
  const span = { fromOn: on, untilOn: given.untilOn || null };
  if (step === 'transfer') return { unitId, post, on };
  if (step === 'second') return { unitId, post, ...span };
  return step === 'leave' ? span : { on };
}
