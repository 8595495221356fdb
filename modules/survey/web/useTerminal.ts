import { onScopeDispose, ref, shallowRef } from 'vue';
import type { Refused } from '#web/problem.ts';
import { asRefused } from '#web/useAsk.ts';
import type { Answers } from '../answers.contract.ts';
import type { AnswerForm } from '../survey-life.contract.ts';

/** Whoever comes next finds the page as it was: nothing of a form is kept on a shared terminal. */
const clearedAfterMs = 60_000;

/** One person after the other at a shared terminal: code, form, handed in, the next. */
export function useTerminal(bureau: () => string, form: () => AnswerForm, pinned: () => string | undefined) {
  const step = ref<'code' | 'form' | 'ready' | 'done'>('code');
  const code = ref('');
  const busy = ref(false);
  const refusal = shallowRef<Refused | null>(null);
  const fault = ref<'other' | 'long' | null>(null);
  const answers = shallowRef<Answers | null>(null);
  let sealed: string | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  onScopeDispose(() => clearTimeout(timer));
  const work = () => import('./terminal.ts');

  async function attempt(what: () => Promise<void>): Promise<void> {
    refusal.value = fault.value = null;
    busy.value = true;
    await what().catch((error: unknown) => (refusal.value = asRefused(error)));
    busy.value = false;
  }
  const begin = () =>
    attempt(async () => {
      const { isSigned, tryOut } = await work();
      if (!(await isSigned(form(), pinned()))) return void (fault.value = 'other');
      await tryOut(bureau(), form().id, code.value);
      step.value = 'form';
    });
  function filled(given: Answers): void {
    answers.value = given;
    sealed = null;
    step.value = 'ready';
  }
  const handIn = () =>
    attempt(async () => {
      const { sealForm, handIn: send } = await work();
      // Sent again after a lost reply it must be the same, to count once.
      sealed ??= await sealForm(form(), answers.value!);
      if (sealed === null) return void (fault.value = 'long');
      await send(bureau(), form().id, { code: code.value, enc: sealed });
      code.value = '';
      answers.value = sealed = null;
      step.value = 'done';
      timer = setTimeout(anew, clearedAfterMs);
    });
  function anew(): void {
    clearTimeout(timer);
    code.value = '';
    answers.value = sealed = refusal.value = fault.value = null;
    step.value = 'code';
  }
  const back = (): void => void (step.value = 'form');
  return { step, code, busy, refusal, fault, begin, filled, handIn, back, anew };
}
