import { expect, test } from 'vitest';
import { makeUploads } from './uploads.ts';

const settled = () => new Promise((resolve) => setTimeout(resolve));
const chosen = (n: number) =>
  Array.from({ length: n }, (_, i) => ({ id: `${i}`, file: { name: `IMG_${i}.JPG` } }));

/** A line whose every request is answered by hand. */
function aLine() {
  const requests: {
    id: string;
    arrive: () => void;
    fail: (status: number) => void;
    leave: (share: number) => void;
  }[] = [];
  const uploads = makeUploads<{ name: string }>({
    atOnce: 3,
    later: () => Promise.resolve(),
    changed: () => undefined,
    send: (_file, id, leave) =>
      new Promise((resolve, reject) => {
        requests.push({ id, leave, arrive: () => resolve(null), fail: (status) => reject({ status }) });
      }),
  });
  return { uploads, requests, states: () => uploads.list.map(({ state }) => state) };
}

test('three photos at a time are on their way, each with its progress', async () => {
  const { uploads, requests, states } = aLine();
  uploads.add(chosen(5), new Set());
  requests[1]!.leave(0.4);
  expect([states(), uploads.list[1]!.share]).toEqual([
    ['sending', 'sending', 'sending', 'waiting', 'waiting'],
    0.4,
  ]);
  requests[1]!.arrive();
  await settled();
  expect(states()).toEqual(['sending', 'done', 'sending', 'sending', 'waiting']);
});

test('a dropped line is tried three times, then waits for the person; the others go on', async () => {
  const { uploads, requests, states } = aLine();
  uploads.add(chosen(1), new Set());
  for (let tries = 0; tries < 3; tries++) {
    requests[tries]!.fail(0);
    await settled();
  }
  expect([states(), requests.length]).toEqual([['failed'], 3]);
  uploads.again();
  requests[3]!.arrive();
  await settled();
  expect(states()).toEqual(['done']);
});

test('what the server refuses is told and not sent again', async () => {
  const { uploads, requests, states } = aLine();
  uploads.add(chosen(2), new Set());
  requests[0]!.fail(415);
  requests[1]!.arrive();
  await settled();
  uploads.again();
  expect([states(), requests.length]).toEqual([['refused', 'done'], 2]);
});

test('chosen again after a break, only what is missing is sent', () => {
  const { uploads, requests, states } = aLine();
  uploads.add(chosen(3), new Set(['0', '2']));
  uploads.add(chosen(3), new Set());
  expect([states(), requests.map(({ id }) => id)]).toEqual([['skipped', 'sending', 'skipped'], ['1']]);
});
