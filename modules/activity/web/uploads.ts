/**
 * Many files on their way, a few at a time, one request each. One that fails for want of a line is tried again
 * a little later and then left for the person to try; one the server refuses is told and not tried again.
 */
export interface Sending {
  id: string;
  name: string;
  state: 'waiting' | 'sending' | 'done' | 'skipped' | 'failed' | 'refused';
  /** Share that has left, 0…1. */
  share: number;
  /** Why it was refused. */
  why: unknown;
}

export interface UploadWire<F> {
  send: (file: F, id: string, onProgress: (share: number) => void) => Promise<unknown>;
  changed: () => void;
  later: (ms: number) => Promise<void>;
  atOnce: number;
}

const waitsMs = [2000, 6000] as const;

export function makeUploads<F extends { name: string }>(wire: UploadWire<F>) {
  const list: Sending[] = [];
  const files = new Map<string, F>();
  let nSending = 0;

  function change(one: Sending, to: Partial<Sending>): void {
    Object.assign(one, to);
    wire.changed();
  }

  async function sendOne(one: Sending): Promise<void> {
    for (let tries = 0; ; tries++) {
      try {
        await wire.send(files.get(one.id)!, one.id, (share) => change(one, { share }));
        files.delete(one.id);
        return change(one, { state: 'done', share: 1 });
      } catch (why) {
        const status = (why as { status?: number } | null)?.status ?? 0;
        if (status > 0 && status < 500 && status !== 429) return change(one, { state: 'refused', why });
        const wait = waitsMs[tries];
        if (wait === undefined) return change(one, { state: 'failed', why, share: 0 });
        await wire.later(wait);
      }
    }
  }

  async function work(): Promise<void> {
    const next = list.find(({ state }) => state === 'waiting');
    if (!next || nSending >= wire.atOnce) return;
    nSending += 1;
    change(next, { state: 'sending', share: 0 });
    const sent = sendOne(next);
    void work();
    await sent;
    nSending -= 1;
    void work();
  }

  return {
    list: list as readonly Sending[],
    /** Puts files in line; those that are in it, or at the server already, are not sent again. */
    add(chosen: readonly { file: F; id: string }[], sent: ReadonlySet<string>): void {
      for (const { file, id } of chosen) {
        if (list.some((one) => one.id === id)) continue;
        files.set(id, file);
        const state = sent.has(id) ? 'skipped' : 'waiting';
        list.push({ id, name: file.name, state, share: 0, why: null });
      }
      wire.changed();
      void work();
    },
    /** Those without a line once more. */
    again(): void {
      for (const one of list) if (one.state === 'failed') one.state = 'waiting';
      void work();
    },
  };
}
