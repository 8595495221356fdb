/**
 * Pages that open again without a line. Browsers allow it on https (and on this machine) only; elsewhere
 * `canOpenOffline` is false and a page has to be left open.
 */
import { here } from './session.ts';

const cacheName = 'wenrong.kept';

export const canOpenOffline = (): boolean =>
  globalThis.isSecureContext && 'serviceWorker' in navigator && 'caches' in globalThis;

const inBase = (path: string): string => new URL(path, document.baseURI).href;

const answerOf = (value: unknown, until: Date): Response =>
  new Response(JSON.stringify(value), {
    headers: { 'content-type': 'application/json', 'x-kept-until': until.toISOString() },
  });

/**
 * Keeps the files of the page and one answer of the server on this device until an instant, so that addresses
 * below `scope` open without a line. Who is signed in is kept with it, for the page to know whose it is.
 * False where the browser does not allow it.
 */
export async function keepForOffline(
  scope: string,
  kept: { address: string; answer: unknown; until: Date },
): Promise<boolean> {
  if (!canOpenOffline()) return false;
  try {
    const registration = await navigator.serviceWorker.register(inBase('offline.js'), {
      scope: inBase(scope),
    });
    await installed(registration);
    const cache = await caches.open(cacheName);
    await cache.put(kept.address, answerOf(kept.answer, kept.until));
    await cache.put(inBase('api/session'), answerOf(here.reply, kept.until));
    return true;
  } catch {
    // No worker beside the pages (in development), storage forbidden or full.
    return false;
  }
}

/** Until the worker has its files: before that the page would not open. */
function installed({ active, waiting, installing }: ServiceWorkerRegistration): Promise<void> {
  const worker = installing ?? waiting ?? active;
  return new Promise((resolve, reject) => {
    const look = (): void => {
      if (worker?.state === 'activated') resolve();
      if (!worker || worker.state === 'redundant') reject(new Error('the worker could not be installed'));
    };
    worker?.addEventListener('statechange', look);
    look();
  });
}

/** Whether an answer is kept on this device. */
export async function isKept(address: string): Promise<boolean> {
  if (!canOpenOffline()) return false;
  return (await (await caches.open(cacheName)).match(address)) !== undefined;
}

/** Takes one kept answer away, or all of them when somebody signs out. */
export async function forgetKept(address?: string): Promise<void> {
  if (!canOpenOffline()) return;
  if (address === undefined) await caches.delete(cacheName);
  else await (await caches.open(cacheName)).delete(address);
}
