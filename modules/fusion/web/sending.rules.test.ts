import { beforeEach, describe, expect, test } from 'vitest';
import { makeSender, type Batch, type Line } from './sending.ts';
import { unsentBox, type Entry } from './unsent.ts';

/** A line whose every request is answered by hand, and a clock moved by hand. */
function aLine() {
  const requests: { batch: Batch; arrive: () => void; fail: (status: number) => void }[] = [];
  const timers: { ms: number; wake: () => void }[] = [];
  const lines: Line[] = [];
  let kept: readonly Entry[] = [];
  const begin = (start: readonly Entry[] = []) => {
    const sender = makeSender(start, {
      put: (batch) =>
        new Promise((resolve, reject) => {
          requests.push({ batch, arrive: () => resolve(null), fail: (status) => reject({ status }) });
        }),
      later: (ms, wake) => void timers.push({ ms, wake }),
      keep: (entries) => void (kept = entries),
      changed: () => void (sender && lines.push(sender.line)),
    });
    return sender;
  };
  return { begin, requests, timers, lines, kept: () => kept };
}
const settled = () => new Promise((resolve) => setTimeout(resolve));
const people = (batch: Batch) => batch.people.map(({ personId, said }) => `${personId}=${said}`);

let line: ReturnType<typeof aLine>;
beforeEach(() => void (line = aLine()));

describe('answers on their way', () => {
  test('each is sent at once; what is said meanwhile goes together with the next', async () => {
    const sender = line.begin();
    sender.say('p/a', 1);
    sender.say('p/b', 2);
    sender.say('d/food', 'skip');
    expect(line.requests.map(({ batch }) => people(batch))).toEqual([['a=1']]);
    line.requests[0]!.arrive();
    await settled();
    expect(line.requests[1]!.batch).toEqual({
      people: [{ personId: 'b', said: 2 }],
      domains: [{ code: 'food', said: 'skip' }],
    });
    expect(line.kept()).toHaveLength(2);
    line.requests[1]!.arrive();
    await settled();
    expect([sender.unsent, line.kept().length]).toEqual([0, 0]);
  });

  test('an answer changed while the old one is under way is sent again', async () => {
    const sender = line.begin();
    sender.say('p/a', 0);
    sender.say('p/a', 2);
    line.requests[0]!.arrive();
    await settled();
    expect(people(line.requests[1]!.batch)).toEqual(['a=2']);
  });

  test('a dropped line loses nothing: it tries again, later and later, and at once when told so', async () => {
    const sender = line.begin();
    sender.say('p/a', 1);
    line.requests[0]!.fail(0);
    await settled();
    sender.say('p/b', 0);
    expect([sender.line, sender.unsent, line.requests.length]).toEqual(['down', 2, 1]);
    line.timers[0]!.wake();
    line.requests[1]!.fail(503);
    await settled();
    expect(line.timers.map(({ ms }) => ms)).toEqual([1000, 2000]);
    sender.hurry();
    line.timers[1]!.wake();
    expect(line.requests).toHaveLength(3);
    expect(people(line.requests[2]!.batch)).toEqual(['a=1', 'b=0']);
    line.requests[2]!.arrive();
    await settled();
    expect([sender.line, sender.unsent, line.kept().length]).toEqual(['free', 0, 0]);
  });

  test('a closed wave is a "no": it stops and says why', async () => {
    const sender = line.begin();
    sender.say('p/a', 1);
    line.requests[0]!.fail(410);
    await settled();
    sender.say('p/b', 1);
    sender.hurry();
    expect([sender.line, line.requests.length, line.timers.length]).toEqual(['stopped', 1, 0]);
  });

  test('more than a request may carry goes in several', async () => {
    const start = Array.from({ length: 130 }, (_, i): Entry => [`p/${i}`, 1]);
    const sender = line.begin(start);
    sender.hurry();
    line.requests[0]!.arrive();
    await settled();
    expect(line.requests.map(({ batch }) => batch.people.length)).toEqual([100, 30]);
  });
});

describe('answers kept on the device', () => {
  const store = new Map<string, string>();
  const storage = {
    getItem: (name: string) => store.get(name) ?? null,
    setItem: (name: string, value: string) => void store.set(name, value),
    removeItem: (name: string) => void store.delete(name),
  } as unknown as Storage;

  test('come back to the same person and wave only, under a name that tells neither, and leave no trace', () => {
    const box = unsentBox('account-1', 'wave-1', storage);
    box.write([['p/x', 2]]);
    expect([...store.keys()].join()).not.toMatch(/account|wave-1/);
    expect(unsentBox('account-2', 'wave-1', storage).read()).toEqual([]);
    expect(unsentBox('account-1', 'wave-1', storage).read()).toEqual([['p/x', 2]]);
    box.write([]);
    expect(store.size).toBe(0);
  });

  test('what somebody else has written there is not taken for answers', () => {
    const box = unsentBox('a', 'b', storage);
    box.write([['p/x', 2]]);
    const [name] = store.keys();
    store.set(name!, '[["q/x",2],["p/x",7],3,null,["d/food","skip"]]');
    expect(box.read()).toEqual([['d/food', 'skip']]);
    store.set(name!, 'not json');
    expect(box.read()).toEqual([]);
  });

  test('a device that forbids storage is no obstacle', () => {
    const forbidden = new Proxy(
      {},
      {
        get: () => () => {
          throw new Error('denied');
        },
      },
    ) as Storage;
    const box = unsentBox('a', 'b', forbidden);
    expect(() => box.write([['p/x', 1]])).not.toThrow();
    expect(box.read()).toEqual([]);
  });
});
