import { beforeEach, describe, expect, test } from 'vitest';
import { deviceBox, makeQueue, type Box } from './queue.ts';

interface Thing {
  id: string;
  what: string;
}
const isThing = (value: unknown): value is Thing => typeof (value as Thing | null)?.what === 'string';

/** A device's storage, shared by all its windows. */
function aStorage() {
  const store = new Map<string, string>();
  const storage = {
    get length() {
      return store.size;
    },
    key: (i: number) => [...store.keys()][i] ?? null,
    getItem: (name: string) => store.get(name) ?? null,
    setItem: (name: string, value: string) => void store.set(name, value),
    removeItem: (name: string) => void store.delete(name),
  } as unknown as Storage;
  return { store, storage };
}

/** A line whose every request is answered by hand, and a clock moved by hand. */
function aLine(box: Box<Thing>, most = 200) {
  const requests: { ids: string[]; arrive: () => void; fail: (status: number) => void }[] = [];
  const timers: { ms: number; wake: () => void }[] = [];
  const queue = makeQueue(box, {
    most,
    put: (things) =>
      new Promise((resolve, reject) => {
        const ids = things.map(({ id }) => id);
        requests.push({ ids, arrive: () => resolve(null), fail: (status) => reject({ status }) });
      }),
    later: (ms, wake) => void timers.push({ ms, wake }),
    changed: () => undefined,
  });
  return { queue, requests, timers };
}
const settled = () => new Promise((resolve) => setTimeout(resolve));
const aThing = (id: string): Thing => ({ id, what: '签到' });

let device: ReturnType<typeof aStorage>;
let box: Box<Thing>;
beforeEach(() => {
  device = aStorage();
  box = deviceBox('scan.s', isThing, device.storage);
});

describe('what has to reach the server', () => {
  test('is sent at once, and forgotten here only when it has arrived', async () => {
    const { queue, requests } = aLine(box);
    queue.add(aThing('a'));
    queue.add(aThing('b'));
    expect([requests.map(({ ids }) => ids), queue.waiting.length]).toEqual([[['a']], 2]);
    requests[0]!.arrive();
    await settled();
    expect(requests[1]!.ids).toEqual(['b']);
    requests[1]!.arrive();
    await settled();
    expect([queue.waiting, device.store.size]).toEqual([[], 0]);
  });

  test('waits on the device while the line is down, and goes when it is back', async () => {
    const { queue, requests, timers } = aLine(box);
    queue.add(aThing('a'));
    requests[0]!.fail(0);
    await settled();
    queue.add(aThing('b'));
    expect([queue.line, queue.waiting.length, requests.length]).toEqual(['down', 2, 1]);
    timers[0]!.wake();
    requests[1]!.fail(503);
    await settled();
    expect(timers.map(({ ms }) => ms)).toEqual([1000, 2000]);
    queue.hurry();
    requests[2]!.arrive();
    await settled();
    expect([queue.line, queue.waiting]).toEqual(['free', []]);
  });

  test('survives the closing of the page', async () => {
    const { queue, requests } = aLine(box);
    queue.add(aThing('a'));
    requests[0]!.fail(0);
    await settled();
    const later = aLine(deviceBox('scan.s', isThing, device.storage));
    later.queue.hurry();
    expect(later.requests[0]!.ids).toEqual(['a']);
  });

  test('is not lost where two windows of one device write at the same time', () => {
    const other = deviceBox('scan.s', isThing, device.storage);
    box.add(aThing('a'));
    other.add(aThing('b'));
    box.remove(['a']);
    expect(other.read().map(({ id }) => id)).toEqual(['b']);
    expect(deviceBox('scan.t', isThing, device.storage).read()).toEqual([]);
  });

  test('stays, told why, where the server says no; dropping it is the person’s choice', async () => {
    const { queue, requests, timers } = aLine(box);
    queue.add(aThing('a'));
    requests[0]!.fail(410);
    await settled();
    queue.hurry();
    expect([queue.line, queue.waiting.length, requests.length, timers.length]).toEqual(['stopped', 1, 1, 0]);
    queue.drop();
    expect([queue.line, queue.waiting]).toEqual(['free', []]);
  });

  test('goes in several requests where it is much', async () => {
    for (let i = 0; i < 5; i++) box.add(aThing(`${i}`));
    const { queue, requests } = aLine(box, 3);
    queue.hurry();
    requests[0]!.arrive();
    await settled();
    expect(requests.map(({ ids }) => ids.length)).toEqual([3, 2]);
  });

  test('is kept in memory on a device that forbids storage, and foreign writing is not taken for it', () => {
    const forbidden = new Proxy(
      {},
      {
        get: () => () => {
          throw new Error('denied');
        },
      },
    ) as Storage;
    const memory = deviceBox('scan.s', isThing, forbidden);
    memory.add(aThing('a'));
    expect([memory.lasting, memory.read().length]).toEqual([false, 1]);
    device.store.set('wenrong.scan.s.x', 'not json');
    device.store.set('wenrong.scan.s.y', '{"what":3}');
    expect(box.read()).toEqual([]);
  });
});
