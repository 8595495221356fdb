/** The door of Plan: what was promised, where it stands by the ledger, and where findings went. */
export { readPlan, listPlans } from './plan-view.work.ts';
export { readPromise } from './promise.work.ts';
export { declineSource, takeSource, writeMeasure } from './measure.work.ts';
export type { PlanView } from './plan.contract.ts';
export type { MeasureContent, MeasureLine } from './measure.contract.ts';
