import { computed, ref } from 'vue';
import { useRouter } from 'vue-router';
import { tell } from '#web/toasts.ts';
import { useAct } from '#web/useAct.ts';
import type { Ask } from '#web/useAsk.ts';
import type { ActivityView } from '../activity.contract.ts';
import { t } from './activity.words.ts';
import {
  approveActivity,
  cancelActivity,
  closeRegistration,
  copyActivity,
  openRegistration,
  removeActivity,
  restoreActivity,
  sendBackActivity,
  submitActivity,
  takeBackActivity,
} from './planning.addresses.ts';

/** Acts done at one press, and acts that ask for a word first. */
export const atOnce = [
  'submit',
  'approve',
  'openRegistration',
  'takeBack',
  'restore',
  'closeRegistration',
] as const;
export const asked = ['sendBack', 'cancel', 'remove', 'copy'] as const;
export type AtOnce = (typeof atOnce)[number];
export type Asked = (typeof asked)[number];

export function useActivityActs(activityId: () => string, activity: Ask<ActivityView>) {
  const router = useRouter();
  const acts = {
    submit: useAct(submitActivity),
    approve: useAct(approveActivity),
    takeBack: useAct(takeBackActivity),
    restore: useAct(restoreActivity),
    openRegistration: useAct(openRegistration),
    closeRegistration: useAct(closeRegistration),
    sendBack: useAct(sendBackActivity),
    cancel: useAct(cancelActivity),
    remove: useAct(removeActivity),
    copy: useAct(copyActivity),
  };
  const asking = ref<Asked | null>(null);
  const note = ref('');
  const startsOn = ref('');
  const params = () => ({ activityId: activityId() });
  const refusal = computed(
    () => atOnce.map((name) => acts[name].refusal).find((refused) => refused !== null) ?? null,
  );
  const pending = computed(() => Object.values(acts).some((act) => act.pending));

  async function press(name: AtOnce): Promise<void> {
    const body = { revision: activity.data?.revision ?? 0 };
    const done =
      name === 'approve'
        ? await acts.approve.go({ params: params(), body })
        : await acts[name].go({ params: params() });
    if (done) tell(t(`done.${name}`));
    await activity.again();
  }

  function ask(name: Asked): void {
    asking.value = name;
    note.value = '';
    startsOn.value = '';
  }

  const answers: Record<Asked, () => Promise<unknown>> = {
    sendBack: () => acts.sendBack.go({ params: params(), body: { note: note.value } }),
    cancel: () => acts.cancel.go({ params: params(), body: { note: note.value } }),
    remove: () => acts.remove.go({ params: params() }),
    copy: () => acts.copy.go({ params: params(), body: { startsOn: startsOn.value || null } }),
  };
  const leads: Partial<Record<Asked, (reply: unknown) => string>> = {
    sendBack: () => '/activities',
    remove: () => '/activities',
    copy: (reply) => `/activities/${(reply as ActivityView).id}/plan`,
  };

  async function go(): Promise<void> {
    const name = asking.value;
    if (name === null) return;
    const reply = await answers[name]();
    if (reply === null) return;
    asking.value = null;
    if (name !== 'copy') tell(t(`done.${name}`));
    const to = leads[name];
    if (to) await router.push(to(reply));
    else await activity.again();
  }
  return { acts, asking, note, startsOn, refusal, pending, press, ask, go };
}
