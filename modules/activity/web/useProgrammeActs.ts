import { reactive } from 'vue';
import { useAct } from '#web/useAct.ts';
import type { Ask } from '#web/useAsk.ts';
import type { Refused } from '#web/problem.ts';
import type { ProgrammeView } from '../programme.contract.ts';
import { approveProgramme, submitProgramme } from './planning.addresses.ts';
import { t } from './planning.words.ts';

/** What is done with a whole programme at one press, and which dialog is open. */
export function useProgrammeActs(programmeId: () => string, programme: Ask<ProgrammeView>) {
  const submitAct = useAct(submitProgramme, { done: () => t('done.submitted') });
  const approveAct = useAct(approveProgramme, { done: () => t('done.approved') });
  const params = () => ({ programmeId: programmeId() });
  return reactive({
    asking: null as 'edit' | 'copy' | 'remove' | null,
    get pending(): boolean {
      return submitAct.pending || approveAct.pending;
    },
    get refusal(): Refused | null {
      return submitAct.refusal ?? approveAct.refusal;
    },
    async submit(): Promise<void> {
      await submitAct.go({ params: params() });
      await programme.again();
    },
    async approve(): Promise<void> {
      const activities = programme.data?.approvable ?? [];
      await approveAct.go({ params: params(), body: { activities } });
      await programme.again();
    },
  });
}
