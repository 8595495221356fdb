import { connect } from 'node:net';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { openTestHouse } from '#root/tools/testing/house.ts';
import { closeCalmly } from './index.ts';

/** A server that listens, whose database answers when it is let. */
async function listening() {
  const world = await openTestHouse('closing');
  await world.house.jobs.stop();
  await world.house.app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = world.house.app.server.address() as AddressInfo;
  return { world, port };
}

test('a server that stops finishes the answers under way', async () => {
  const { world, port } = await listening();
  // Ten connections in use keep the request waiting until they are given back.
  const held = await Promise.all(Array.from({ length: 10 }, () => world.database.pool.connect()));
  const answer = fetch(`http://127.0.0.1:${port}/api/session`);
  await expect.poll(() => world.database.pool.waitingCount).toBeGreaterThan(0);
  const began = performance.now();
  const closed = closeCalmly(world.house.app, 20_000);
  setTimeout(() => held.forEach((client) => client.release()), 200);
  expect((await answer).status).toBe(200);
  await closed;
  expect(performance.now() - began).toBeLessThan(5000);
  await world.close();
});

test('and does not wait for ever for somebody who never ends a request', async () => {
  const { world, port } = await listening();
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  socket.write(
    'POST /api/session HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{',
  );
  await new Promise((resolve) => setTimeout(resolve, 100));
  const began = performance.now();
  await closeCalmly(world.house.app, 300);
  expect(performance.now() - began).toBeLessThan(3000);
  await world.close();
});
