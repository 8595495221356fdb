import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { manner } from '#modules/ballot/web/cast.ts';
import { launchBrowser } from '../tools/testing/browser.ts';

/** What a real browser adds to a cast by itself, seen by a box at another port that writes everything down. */
let browser: Browser;
let pages: Server;
let box: Server;
const heard: { method: string; headers: IncomingHttpHeaders }[] = [];
beforeAll(async () => {
  browser = await launchBrowser(inject('browser'));
  pages = createServer((_request, reply) => {
    reply.setHeader('set-cookie', 'wenrong=somebody; Path=/');
    reply.setHeader('content-type', 'text/html');
    reply.end('<!doctype html><title>page</title>');
  });
  box = createServer((request, reply) => {
    heard.push({ method: request.method!, headers: request.headers });
    const origin = request.headers.origin ?? '*';
    reply.setHeader('access-control-allow-origin', origin);
    reply.setHeader('access-control-allow-credentials', 'true');
    reply.setHeader('access-control-allow-headers', 'content-type');
    reply.setHeader('set-cookie', 'trap=1');
    reply.setHeader('etag', '"trap"');
    reply.setHeader('content-type', 'application/json');
    reply.end('{}');
  });
  for (const server of [pages, box]) await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
});
afterAll(async () => {
  await browser?.close();
  for (const server of [pages, box]) {
    server.closeAllConnections();
    server.close();
  }
});

const addressOf = (server: Server) => `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
const telling = ['cookie', 'authorization', 'referer', 'if-none-match', 'if-modified-since'];
const tolds = (headers: IncomingHttpHeaders) => telling.filter((name) => headers[name] !== undefined);

test('a cast carries no cookie, no authorization, no referrer and no validator, also the second time', async () => {
  const page = await browser.newPage();
  await page.goto(`${addressOf(pages)}survey/secret-name`);
  const cast = (how: Readonly<Record<string, string>>) =>
    page.evaluate(
      async ([address, init]) => {
        const sent = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' };
        await fetch(address, { ...sent, ...init });
        await fetch(address, init);
      },
      [addressOf(box), how] as [string, Record<string, string>],
    );
  await cast(manner);
  await cast(manner);
  expect(heard.length).toBeGreaterThanOrEqual(4);
  for (const { headers } of heard) expect(tolds(headers)).toEqual([]);
  // The browser would have told: the same call as a page usually makes it does.
  heard.length = 0;
  await cast({ credentials: 'include', referrerPolicy: 'unsafe-url' });
  expect(heard.flatMap(({ headers }) => tolds(headers))).toEqual(
    expect.arrayContaining(['cookie', 'referer']),
  );
  await page.close();
});
