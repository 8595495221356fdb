import { computed } from 'vue';
import type { Refused } from '#web/problem.ts';
import { useAct, type Act } from '#web/useAct.ts';
import type { AnyRoute } from '#web/client.ts';
import * as life from './life.addresses.ts';

/** The steps that a survey's page offers; each asks the page to look again. */
export function useSurveyActs(id: () => string, again: () => Promise<void>) {
  const acts = {
    check: useAct(life.checkSurvey),
    withdraw: useAct(life.withdrawSurvey),
    close: useAct(life.closeSurvey),
    answer: useAct(life.answerComplaint),
    attach: useAct(life.attachStack),
    envelopes: useAct(life.makeEnvelopes),
  };
  const params = () => ({ surveyId: id() });
  const then = async <T>(reply: Promise<T | null>): Promise<T | null> => {
    const got = await reply;
    if (got !== null) await again();
    return got;
  };
  return {
    refusal: computed<Refused | null>(
      () => (Object.values(acts) as Act<AnyRoute>[]).find((act) => act.refusal)?.refusal ?? null,
    ),
    busy: computed(() => (Object.values(acts) as Act<AnyRoute>[]).some((act) => act.pending)),
    check: () => then(acts.check.go({ params: params() })),
    withdraw: () => then(acts.withdraw.go({ params: params() })),
    close: () => then(acts.close.go({ params: params() })),
    answer: (ballotId: string, answer: string) =>
      then(acts.answer.go({ params: { ...params(), ballotId }, body: { answer } })),
    attach: (stackId: string) => then(acts.attach.go({ params: params(), body: { stackId } })),
    envelopes: () => then(acts.envelopes.go({ params: params() })),
  };
}
