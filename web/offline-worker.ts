/**
 * The service worker of pages that must open without a line (`vite.offline.ts` lists their files).
 * Its scope is one folder of addresses; pages elsewhere never meet it. It keeps files of the build alone.
 * Answers of the server it never keeps: a page puts those that are needed into `wenrong.kept` itself, when
 * somebody asks for it, and the worker gives them out only when the server cannot be reached.
 */
export const serviceWorker = (version: string, files: readonly string[]): string => `'use strict';
const shell = 'wenrong.shell.${version}';
const base = new URL('./', self.location.href);
const files = ${JSON.stringify(files)}.map((file) => new URL(file, base).href);

self.addEventListener('install', (event) => {
  const fresh = [base.href, ...files].map((address) => new Request(address, { cache: 'reload' }));
  event.waitUntil(caches.open(shell).then((cache) => cache.addAll(fresh)).then(() => self.skipWaiting()));
});

self.addEventListener('activate', (event) => {
  const old = (name) => name.startsWith('wenrong.shell.') && name !== shell;
  const tidy = caches.keys().then((names) => Promise.all(names.filter(old).map((name) => caches.delete(name))));
  event.waitUntil(tidy.then(() => self.clients.claim()));
});

async function kept(request) {
  const cache = await caches.open('wenrong.kept');
  const answer = await cache.match(request);
  if (!answer) return undefined;
  if (Date.parse(answer.headers.get('x-kept-until')) > Date.now()) return answer;
  await cache.delete(request);
  return undefined;
}

const fetchedOr = (request, otherwise) =>
  fetch(request).catch(async (error) => {
    const answer = await otherwise();
    if (answer) return answer;
    throw error;
  });

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, href, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== base.origin) return;
  const open = () => caches.open(shell);
  if (request.mode === 'navigate') {
    event.respondWith(fetchedOr(request, async () => (await open()).match(base.href)));
  } else if (files.includes(href)) {
    event.respondWith(open().then((cache) => cache.match(href)).then((hit) => hit ?? fetch(request)));
  } else if (pathname.startsWith(base.pathname + 'api/')) {
    event.respondWith(fetchedOr(request, () => kept(request)));
  }
});
`;
