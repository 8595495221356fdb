import { computed, onScopeDispose, ref, shallowReactive, shallowRef, watch } from 'vue';
import { call, type Got } from '#web/client.ts';
import { asRefused, type Ask } from '#web/useAsk.ts';
import type { Present, RollPerson, Scan } from '../attendance.contract.ts';
import { askRoll, sendScans } from './attendance.addresses.ts';
import { t } from './attendance.words.ts';
import { newId } from './ids.ts';
import { deviceBox, makeQueue, type Line } from './queue.ts';
import { overlaid, personOfCode } from './roll.ts';

export type Waiting = Omit<Scan, 'scanId'> & { id: string };
type Roll = Got<typeof askRoll>;

const isWaiting = (value: unknown): value is Waiting => {
  const { id, personId, kind, at } = (value ?? {}) as Partial<Waiting>;
  return [id, personId, kind, at].every((part) => typeof part === 'string');
};

/** Other organisers scan too: what they did is fetched so often while the page is looked at. */
const lookEveryMs = 20_000;
const mostScans = 200;

/** The list of a session on an organiser's device: survives a dropped line, and sends what was scanned meanwhile. */
export function useRoll(sessionId: string) {
  const whom = ref<'expected' | 'everybody'>('expected');
  const present = shallowRef<Present[]>([]);
  const nRefused = ref(0);
  /** What came of the last scan or tap: said in one place, for toasts would lie over the list. */
  const told = ref('');
  const ask = shallowReactive({
    state: 'waiting',
    data: null,
    refusal: null,
    renewing: false,
    again,
  }) as Ask<Roll>;

  /** Unlike `useAsk`, keeps what is shown when the line drops. */
  async function again(): Promise<void> {
    try {
      const data = await call(askRoll, { params: { sessionId }, query: { people: whom.value } });
      present.value = data.present;
      Object.assign(ask, { state: 'ready', data, refusal: null });
    } catch (error) {
      if (ask.state !== 'ready') Object.assign(ask, { state: 'refused', refusal: asRefused(error) });
    }
  }

  const box = deviceBox<Waiting>(`scan.${sessionId}`, isWaiting);
  const sending = shallowReactive<{ line: Line; waiting: readonly Waiting[]; error: unknown }>({
    line: 'free',
    waiting: box.read(),
    error: null,
  });
  const queue = makeQueue(box, {
    most: mostScans,
    later: (ms, wake) => void setTimeout(wake, ms),
    changed: () => Object.assign(sending, { line: queue.line, waiting: queue.waiting, error: queue.error }),
    async put(things) {
      const scans = things.map(({ id: scanId, ...scan }) => ({ scanId, ...scan }));
      const body = { sentAt: new Date().toISOString(), scans };
      const reply = await call(sendScans, { params: { sessionId }, body });
      present.value = reply.present;
      nRefused.value += reply.refused.length;
    },
  });
  const add = (personId: string, kind: Scan['kind'], how: Scan['how']): void =>
    queue.add({ id: newId(), personId, kind, how, at: new Date().toISOString() });

  const there = computed(() => overlaid(present.value, sending.waiting));
  function takeBack({ personId, name }: RollPerson): void {
    add(personId, 'out', 'list');
    told.value = t('desk.taken', { name });
  }
  function signIn(person: RollPerson, how: Scan['how']): void {
    const { personId, name } = person;
    if (there.value.has(personId)) return void (told.value = t('desk.already', { name }));
    add(personId, 'in', how);
    told.value = t('desk.signed', { name });
  }
  function scanned(text: string): void {
    const person = personOfCode(text, ask.data?.people ?? []);
    if (person) signIn(person, 'label');
    else told.value = t('desk.unknown-code');
  }

  const hurry = (): void => queue.hurry();
  const look = (): void => {
    if (document.visibilityState === 'visible' && sending.line === 'free') void again();
  };
  const timer = setInterval(look, lookEveryMs);
  for (const event of ['online', 'focus']) addEventListener(event, hurry);
  onScopeDispose(() => {
    clearInterval(timer);
    for (const event of ['online', 'focus']) removeEventListener(event, hurry);
  });
  watch(whom, again, { immediate: true });
  queue.hurry();
  return {
    ask,
    whom,
    there,
    sending,
    nRefused,
    told,
    lasting: box.lasting,
    signIn,
    takeBack,
    scanned,
    hurry,
    drop: queue.drop,
  };
}
