import { ref, type Ref } from 'vue';
import type { FormData } from './form/fromForm.ts';

/** A half-filled questionnaire as this device keeps it. It never leaves the device by itself. */
export interface Draft {
  v: 1;
  /** Hash of the version it belongs to: a draft of another version is not shown. */
  hash: string;
  data: FormData;
  page: number;
}

const place = (key: string): string => `wenrong.answers.${key}`;

function read(key: string, hash: string): Draft | null {
  try {
    const draft = JSON.parse(localStorage.getItem(place(key)) ?? 'null') as Draft | null;
    return draft?.v === 1 && draft.hash === hash ? draft : null;
  } catch {
    return null;
  }
}

export interface AnswerDraft {
  draft: Ref<Draft | null>;
  /** False where this device keeps nothing (private window, policy): then the page says so. */
  kept: Ref<boolean>;
  keep: (data: FormData, page: number) => void;
  take: (draft: Draft) => void;
  /** Once the answers are sent, or whenever the person wishes. */
  wipe: () => void;
}

/** The draft of one questionnaire on this device, saved as it is typed. */
export function useAnswerDraft(key: string, hash: string): AnswerDraft {
  const draft = ref<Draft | null>(read(key, hash));
  const kept = ref(true);
  const take = (next: Draft): void => {
    draft.value = next;
    try {
      localStorage.setItem(place(key), JSON.stringify(next));
      kept.value = true;
    } catch {
      kept.value = false;
    }
  };
  return {
    draft,
    kept,
    take,
    keep: (data, page) => take({ v: 1, hash, data, page }),
    wipe: () => {
      draft.value = null;
      try {
        localStorage.removeItem(place(key));
      } catch {
        // Nothing was kept, so nothing is left.
      }
    },
  };
}
