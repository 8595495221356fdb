/// <reference types="node" />
import type { ServerResponse } from 'node:http';
import { afterEach, expect, test } from 'vitest';
import { effectScope, nextTick, ref } from 'vue';
import * as z from 'zod';
import { route } from '#platform/contract/index.ts';
import { json, serve, type Seen } from './served.fixtures.ts';
import { toasts } from './toasts.ts';
import { useAct } from './useAct.ts';
import { useAsk } from './useAsk.ts';
import { useJob } from './useJob.ts';

const summary = { zh: '试', en: 'try' };
const params = z.object({ id: z.string() });
const reply = z.object({ id: z.string() });
const readWave = route({
  method: 'GET',
  path: '/api/waves/:id',
  summary,
  permit: 'signed-in',
  params,
  reply,
});
const closeWave = route({
  method: 'POST',
  path: '/api/waves/:id/closed',
  summary,
  permit: 'signed-in',
  params,
  reply,
});

const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
  toasts.splice(0);
});
async function served(answer: (seen: Seen, response: ServerResponse) => void) {
  const server = await serve(answer);
  ends.push(server.close);
  return server;
}
function within<T>(make: () => T): T {
  const scope = effectScope();
  ends.push(() => scope.stop());
  return scope.run(make)!;
}
const until = async (condition: () => boolean): Promise<void> => {
  for (let i = 0; i < 200 && !condition(); i++) await new Promise((next) => setTimeout(next, 10));
  expect(condition()).toBe(true);
};
const refusal = { code: 'wave/closed', detail: { zh: '已关闭', en: 'closed' }, status: 409, requestId: 'r' };

test('a question waits, is answered, and is asked again when its arguments change', async () => {
  await served(({ path }, response) => json(response, 200, { id: path.split('/').pop() }));
  const id = ref('1');
  const wave = within(() => useAsk(readWave, () => ({ params: { id: id.value } })));
  expect(wave.state).toBe('waiting');
  await until(() => wave.state === 'ready');
  id.value = '2';
  await nextTick();
  expect([wave.data?.id, wave.renewing]).toEqual(['1', true]);
  await until(() => wave.data?.id === '2');
});

test('a late answer to an older question is dropped', async () => {
  await served(({ path }, response) => {
    const id = path.split('/').pop()!;
    setTimeout(() => json(response, 200, { id }), id === 'slow' ? 150 : 0);
  });
  const id = ref('slow');
  const wave = within(() => useAsk(readWave, () => ({ params: { id: id.value } })));
  id.value = 'quick';
  await until(() => wave.data?.id === 'quick');
  await new Promise((next) => setTimeout(next, 200));
  expect(wave.data?.id).toBe('quick');
});

test('a refused question can be asked again', async () => {
  let refuse = true;
  await served((_seen, response) =>
    refuse ? json(response, 409, refusal) : json(response, 200, { id: '1' }),
  );
  const wave = within(() => useAsk(readWave, { params: { id: '1' } }));
  await until(() => wave.state === 'refused');
  expect(wave.refusal?.sentence).toBe('已关闭');
  refuse = false;
  await wave.again();
  expect(wave.state).toBe('ready');
});

test('without arguments nothing is asked', async () => {
  const server = await served((_seen, response) => json(response, 200, { id: '1' }));
  const wave = within(() => useAsk(readWave, null));
  await new Promise((next) => setTimeout(next, 50));
  expect([wave.state, server.seen.length]).toEqual(['waiting', 0]);
});

test('an act is done once, says so, and can be taken back', async () => {
  const server = await served((_seen, response) => json(response, 200, { id: '1' }));
  let undone = '';
  const close = useAct(closeWave, { done: () => '已关闭', undo: async ({ id }) => void (undone = id) });
  const [first, second] = [close.go({ params: { id: '1' } }), close.go({ params: { id: '1' } })];
  expect([await first, await second]).toEqual([{ id: '1' }, null]);
  expect(server.seen.length).toBe(1);
  expect(toasts.map(({ text }) => text)).toEqual(['已关闭']);
  await toasts[0]!.undo!();
  expect(undone).toBe('1');
});

test('a refused act keeps its refusal for the page and says nothing', async () => {
  await served((_seen, response) => json(response, 409, refusal));
  const close = useAct(closeWave, { done: () => '已关闭' });
  expect(await close.go({ params: { id: '1' } })).toBeNull();
  expect([close.refusal?.code, close.pending, toasts.length]).toEqual(['wave/closed', false, 0]);
});

test('long work is followed to its end, over a dropped line', async () => {
  let asked = 0;
  const job = { id: 'j', kind: 'x', step: null, result: 7, failure: null, createdAt: '', endedAt: null };
  await served((_seen, response) => {
    asked++;
    if (asked === 2) return void response.destroy();
    json(response, 200, { ...job, state: asked > 2 ? 'done' : 'running', progress: asked / 3 });
  });
  const ended: unknown[] = [];
  const shown = within(() => useJob('j', (done) => ended.push(done.result)));
  await until(() => shown.job?.state === 'running');
  await until(() => shown.job?.state === 'done');
  expect([ended, shown.refusal]).toEqual([[7], null]);
});
