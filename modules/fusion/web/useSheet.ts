import { computed, onScopeDispose, reactive, ref, shallowReactive } from 'vue';
import { call } from '#web/client.ts';
import { session } from '#web/session.ts';
import type { Sheet } from '../answer.contract.ts';
import type { Said } from '../fusion.contract.ts';
import { saveAnswers } from './addresses.ts';
import { makeSender, type Line } from './sending.ts';
import { unsentBox } from './unsent.ts';

export interface Question {
  key: string;
  about: 'person' | 'domain';
  subject: string;
  detail: string | undefined;
}

const questionsOf = ({ people, domains }: Sheet): Question[] => [
  ...people.map(({ personId, name, unit, legacy }): Question => ({
    key: `p/${personId}`,
    about: 'person',
    subject: name,
    detail: [unit, legacy].filter(Boolean).join(' · '),
  })),
  ...domains.map(({ code, name }): Question => ({
    key: `d/${code}`,
    about: 'domain',
    subject: name,
    detail: undefined,
  })),
];

/** One person's questions and answers: where one is, what was said, and how far it has reached the server. */
export function useSheet(sheet: Sheet, minutes: number) {
  const waveId = sheet.wave.id;
  const questions = questionsOf(sheet);
  const said = reactive(new Map<string, Said>());
  for (const { personId, said: one } of sheet.people) if (one !== null) said.set(`p/${personId}`, one);
  for (const { code, said: one } of sheet.domains) if (one !== null) said.set(`d/${code}`, one);

  const known = new Set(questions.map(({ key }) => key));
  const box = unsentBox(session()?.person.accountId ?? '', waveId);
  const left = box.read().filter(([key]) => known.has(key));
  for (const [key, one] of left) said.set(key, one);

  const sending = shallowReactive<{ line: Line; unsent: number; error: unknown }>({
    line: 'free',
    unsent: 0,
    error: null,
  });
  const sender = makeSender(left, {
    put: (body) => call(saveAnswers, { params: { waveId }, body }),
    later: (ms, wake) => void setTimeout(wake, ms),
    keep: box.write,
    changed: () => Object.assign(sending, { line: sender.line, unsent: sender.unsent, error: sender.error }),
  });
  sender.hurry();
  const hurry = (): void => sender.hurry();
  for (const event of ['online', 'focus', 'pagehide']) addEventListener(event, hurry);
  onScopeDispose(() => {
    for (const event of ['online', 'focus', 'pagehide']) removeEventListener(event, hurry);
  });

  const firstOpen = questions.findIndex(({ key }) => !said.has(key));
  const at = ref(firstOpen < 0 ? questions.length : firstOpen);
  const question = computed(() => questions[at.value] ?? null);
  const nOpen = computed(() => questions.length - at.value);

  function answer(value: Said): void {
    const { key } = question.value!;
    said.set(key, value);
    sender.say(key, value);
    at.value += 1;
  }
  return {
    questions,
    said,
    at,
    question,
    answer,
    back: (): void => void (at.value = Math.max(0, at.value - 1)),
    again: (): void => void (at.value = 0),
    /** What remains, in seconds, at the pace the wave was planned with. */
    secondsLeft: computed(() => (nOpen.value * minutes * 60) / Math.max(1, questions.length)),
    sending,
    hurry,
    forget: sender.forget,
  };
}
