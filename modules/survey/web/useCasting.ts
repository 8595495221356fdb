import { onScopeDispose, ref, shallowRef } from 'vue';
import type { SignedManifest } from '#engines/ballots/index.ts';
import { longestWait } from './casting.ts';
import { asRefused } from '#web/useAsk.ts';
import type { Refused } from '#web/problem.ts';
import type { Answers } from '../answers.contract.ts';
import { partAnswers } from './partAnswers.ts';
import type { AnswerForm } from '../survey-life.contract.ts';
import type { KeptToken } from './wallet.ts';

/** Casting what was answered: ratings and texts as two ballots, at once or after a random wait. */
export function useCasting(form: () => AnswerForm, tokens: () => KeptToken[], pin: () => string) {
  const state = ref<'ready' | 'waiting' | 'sending' | 'done'>('ready');
  const refusal = shallowRef<Refused | null>(null);
  const tooLong = ref(false);
  const dueAt = ref<Date | null>(null);
  const cast = shallowRef<KeptToken[]>([]);
  /** The one text was cast from another device: it stays. */
  const elsewhere = ref(false);
  let timer: ReturnType<typeof setTimeout> | undefined;
  onScopeDispose(() => clearTimeout(timer));

  async function now(answers: Answers): Promise<void> {
    clearTimeout(timer);
    refusal.value = null;
    const { payloadOf, sendCover, sendOne, settle } = await import('./wallet.ts');
    const parts = partAnswers(form().questionnaire, answers);
    const signed = [form().ratings, form().texts].filter((one) => one !== null) as SignedManifest[];
    const payloads = signed.map((one, at) => payloadOf(at === 0 ? parts.rated : parts.texts, one));
    if (payloads.some((one) => one.tooLong)) return void (tooLong.value = true);
    state.value = 'sending';
    try {
      const done: KeptToken[] = [];
      for (const [at, token] of tokens().entries()) {
        const payload = payloads[at]!;
        if (payload.tooLong) continue;
        // The newest receipts: a part that was taken before another was refused is not prepared anew.
        const kept = cast.value[at] ?? token;
        if (at === 1 && !hasTexts(parts.texts)) {
          await sendCover(signed[at]!, kept, payload.bytes);
          done.push(kept);
        } else done.push(await sendOne(signed[at]!, kept, { payload: payload.bytes, pin: pin() }));
        cast.value = [...done];
      }
      await settle(done);
      elsewhere.value = hasTexts(parts.texts) && done[1]?.receipts.length === 0;
      state.value = 'done';
    } catch (error) {
      refusal.value = asRefused(error);
      state.value = 'ready';
    }
  }

  /** At a random moment, so that the time of casting tells nothing; the page must stay open. */
  function later(answers: Answers, done: () => void): void {
    const wait =
      longestWait(form().ratings.manifest.castTo) *
      (crypto.getRandomValues(new Uint32Array(1))[0]! / 2 ** 32);
    dueAt.value = new Date(Date.now() + wait);
    state.value = 'waiting';
    timer = setTimeout(() => void now(answers).then(() => state.value === 'done' && done()), wait);
  }

  function stop(): void {
    clearTimeout(timer);
    tooLong.value = false;
    state.value = 'ready';
  }

  return { state, refusal, tooLong, dueAt, cast, elsewhere, now, later, stop };
}

const hasTexts = ({ given }: Answers): boolean => Object.keys(given).length > 0;
