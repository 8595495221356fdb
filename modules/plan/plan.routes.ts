import type { Act } from '#platform/act/index.ts';
import { bind, type Caller } from '#platform/module/index.ts';
import { listContradictions } from './contradiction.work.ts';
import * as deliver from './deliver.work.ts';
import { documentRoutes } from './document.contract.ts';
import * as document from './document.work.ts';
import { ledgerRoutes } from './ledger.contract.ts';
import { readLedgerChanges, returnLedger } from './ledger-return.work.ts';
import { importLedger } from './ledger.work.ts';
import { measureRoutes } from './measure-act.contract.ts';
import { readMeasure } from './measure-view.work.ts';
import * as measure from './measure.work.ts';
import { checkDocument, writeBreakdown, writeNotice } from './paper.work.ts';
import { paperRoutes } from './paper.contract.ts';
import { planRoutes } from './plan.contract.ts';
import * as view from './plan-view.work.ts';
import { readPromise } from './promise.work.ts';
import * as plan from './plan.work.ts';

/** Does it, and then looks: facts are written when an act ends, so what it changed is read in an act of its own. */
const then =
  <I, R>(work: (act: Act, input: I) => Promise<unknown>, look: (act: Act, input: I) => Promise<R>) =>
  async (input: I, caller: Caller): Promise<R> => {
    await caller.runAct(caller.who, (act) => work(act, input));
    return caller.runAct(caller.who, (act) => look(act, input));
  };
const thenMeasure = <I extends { params: { measureId: string } }>(
  work: (act: Act, input: I) => Promise<unknown>,
) => ({
  outside: then(work, (act, { params }: I) => readMeasure(act, params.measureId)),
});
const thenPlan = <I extends { params: { planId: string } }>(
  work: (act: Act, input: I) => Promise<unknown>,
) => ({
  outside: then(work, (act, { params }: I) => view.readPlan(act, params.planId)),
});

const asked = ({ on, draft }: { on?: string | undefined; draft?: 'yes' | undefined }) => ({
  on,
  draft: draft === 'yes',
});

export const planBoundRoutes = [
  ...bind(planRoutes, {
    listPlans: (act) => view.listPlans(act),
    addPlan: (act, { body }) => plan.addPlan(act, body),
    readPlan: (act, { params, query }) => view.readPlan(act, params.planId, asked(query)),
    changePlan: (act, { params, body }) => plan.changePlan(act, params.planId, body),
    copyPlan: (act, { params, body }) => plan.copyPlan(act, params.planId, body),
    submitPlan: thenPlan((act, { params, body }) => plan.submitPlan(act, params.planId, body.reason)),
    decidePlan: thenPlan((act, { params, body }) => plan.decidePlan(act, params.planId, body)),
    publishPlan: thenPlan((act, { params }) => plan.publishPlan(act, params.planId)),
    compareVersions: (act, { params, query }) => view.compareVersions(act, params.planId, query),
    readLoad: (act, { params, query }) => view.readLoad(act, params.planId, asked(query)),
    listContradictions: (act, { params, query }) => listContradictions(act, params.planId, query.on),
    readPromise: (act, { params, query }) => readPromise(act, params.planId, query.on),
    declineFinding: thenPlan((act, { params, body }) => measure.declineSource(act, params.planId, body)),
  }),
  ...bind(ledgerRoutes, {
    importLedger: (act, { params, body, upload }) =>
      importLedger(act, params.planId, upload, body.apply === 'yes'),
    readLedgerChanges: (act, { params }) => readLedgerChanges(act, params.planId),
    returnLedger: (act, { params }) => returnLedger(act, params.planId),
  }),
  ...bind(paperRoutes, {
    writeNotice: (act, { params, query }) => writeNotice(act, params.planId, query),
    writeBreakdown: (act, { params, query }) => writeBreakdown(act, params.planId, query),
    checkDocument: async (_act, { upload }) => checkDocument(upload),
  }),
  ...bind(documentRoutes, {
    readDocument: (act, { params, query }) => document.readDocument(act, params.planId, params.kind, query),
    writeDocument: (act, { params, query }) => document.writeDocument(act, params.planId, params.kind, query),
    listMeetings: (act, { params }) => document.listMeetings(act, params.planId),
    previewMinutes: (act, { params, body }) => document.previewMinutes(act, params.planId, body),
    writeMinutes: (act, { params, query, body }) => document.writeMinutes(act, params.planId, body, query),
  }),
  ...bind(measureRoutes, {
    addMeasure: async (act, { params, body }) =>
      readMeasure(act, await measure.writeMeasure(act, params.planId, body.content, body.source)),
    readMeasure: (act, { params }) => readMeasure(act, params.measureId),
    changeMeasure: thenMeasure((act, { params, body }) => measure.changeMeasure(act, params.measureId, body)),
    removeMeasure: async (act, { params }) => {
      await measure.removeMeasure(act, params.measureId);
      return { ok: true as const };
    },
    noteEvidence: thenMeasure((act, { params, body }) => deliver.noteEvidence(act, params.measureId, body)),
    voidEvidence: thenMeasure((act, { params, body }) =>
      deliver.voidEvidence(act, params.measureId, params.factId, body.reason),
    ),
    explainDelay: thenMeasure((act, { params, body }) => deliver.explainDelay(act, params.measureId, body)),
    objectToMeasure: thenMeasure((act, { params, body }) =>
      deliver.objectTo(act, params.measureId, body.text),
    ),
    withdrawObjection: thenMeasure((act, { params }) =>
      deliver.withdrawObjection(act, params.measureId, params.objectionId),
    ),
    claimMeasure: thenMeasure((act, { params }) => deliver.claimMeasure(act, params.measureId)),
    checkMeasure: thenMeasure((act, { params, body }) => deliver.checkMeasure(act, params.measureId, body)),
    cancelMeasure: thenMeasure((act, { params, body }) =>
      measure.cancelMeasure(act, params.measureId, body.reason),
    ),
  }),
];
