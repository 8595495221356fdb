import type * as z from 'zod';
import type { Route } from '#platform/contract/index.ts';
import { refusedBy, unreachable } from './problem.ts';

// oxlint-disable-next-line typescript/no-explicit-any -- the four schemas of any route
export type AnyRoute = Route<any, any, any, any>;

/** `params`, `query`, `body`: absent where the route has none, optional where all of it is. */
type Part<Name extends string, Schema> = Schema extends z.ZodUndefined
  ? { [K in Name]?: undefined }
  : Schema extends z.ZodType
    ? Record<never, never> extends z.input<Schema>
      ? { [K in Name]?: z.input<Schema> | undefined }
      : { [K in Name]: z.input<Schema> }
    : never;

/** What a call of this route takes. A wrong field does not compile. */
export type Given<E extends AnyRoute> =
  E extends Route<infer P, infer Q, infer B, z.ZodType>
    ? Part<'params', P> & Part<'query', Q> & Part<'body', B> & { file?: File | undefined }
    : never;

/** What it replies. */
export type Got<E extends AnyRoute> = E extends Route<any, any, any, infer R> ? z.output<R> : never;

export interface Manner {
  signal?: AbortSignal | undefined;
  /** Share of the upload that has left, 0…1. */
  onProgress?: ((share: number) => void) | undefined;
  /** Without cookie and referrer: the server is not to know who asks. */
  nameless?: boolean | undefined;
}

type Rest<E extends AnyRoute> =
  Record<never, never> extends Given<E>
    ? [given?: Given<E>, manner?: Manner]
    : [given: Given<E>, manner?: Manner];

interface Parts {
  params?: Record<string, unknown>;
  query?: Record<string, unknown>;
  body?: unknown;
  file?: File;
}

/** Non-GET requests carry this header; a foreign page cannot send it without asking first (CSRF). */
const ours = { 'x-requested-with': 'wenrong' };

/** Where the application lives; the server writes it as `<base href>`. */
const basePlace = { current: (): string => globalThis.document?.baseURI ?? 'http://127.0.0.1/' };

/** Lets tests without a page name the server. */
export const serveFrom = (address: string): void => {
  basePlace.current = () => address;
};

const heard: ((refusedStatus: number) => void)[] = [];

/** Told the status of every refusal; the session listens for 401. */
export const onRefusal = (listener: (status: number) => void): void => void heard.push(listener);

/** Asks the server. Throws `Refused`; an aborted call throws the signal's reason. */
export async function call<E extends AnyRoute>(route: E, ...[given, manner]: Rest<E>): Promise<Got<E>> {
  const parts = (given ?? {}) as Parts;
  const { status, text } = parts.file
    ? await send(addressOf(route, parts), route.method, formOf(parts), manner ?? {})
    : await ask(route, parts, manner ?? {});
  const body = parse(text);
  if (status >= 200 && status < 300) return body as Got<E>;
  for (const listener of heard) listener(status);
  throw refusedBy(status, body);
}

/** Fetches a file and hands it to the browser to save under the name the server gives. */
export async function download<E extends AnyRoute>(route: E, ...[given]: Rest<E>): Promise<void> {
  const answer = await request(route, (given ?? {}) as Parts, {});
  if (!answer.ok) throw refusedBy(answer.status, parse(await answer.text()));
  const link = document.createElement('a');
  link.href = URL.createObjectURL(await answer.blob());
  link.download = fileName(answer.headers.get('content-disposition')) ?? 'wenrong';
  link.click();
  // The browser reads the address after the click; freeing it at once would lose the file.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** RFC 6266: `filename*=UTF-8''…` before plain `filename="…"`. */
export function fileName(disposition: string | null): string | null {
  const wide = disposition?.match(/filename\*=UTF-8''([^;]+)/i)?.[1];
  if (wide) return decodeURIComponent(wide);
  return disposition?.match(/filename="?([^";]+)"?/i)?.[1] ?? null;
}

export function addressOf(route: Pick<AnyRoute, 'path'>, given: Pick<Parts, 'params' | 'query'>): string {
  const path = route.path
    .slice(1)
    .replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(given.params?.[name])));
  const pairs = Object.entries(given.query ?? {}).flatMap(([name, value]) => {
    const values = Array.isArray(value) ? value : [value];
    return values.filter((one) => one !== undefined && one !== null).map((one) => [name, String(one)]);
  });
  const query = new URLSearchParams(pairs).toString();
  return new URL(query ? `${path}?${query}` : path, basePlace.current()).href;
}

/** How `fetch` is told to say nothing of who asks. */
export const nameless = { credentials: 'omit', referrerPolicy: 'no-referrer' } as const satisfies RequestInit;

async function request(route: AnyRoute, parts: Parts, manner: Manner): Promise<Response> {
  const headers = {
    ...(route.method === 'GET' ? {} : ours),
    ...(parts.body === undefined ? {} : { 'content-type': 'application/json' }),
  };
  const body = parts.body === undefined ? null : JSON.stringify(parts.body);
  const signal = manner.signal ?? null;
  const init = { method: route.method, headers, body, signal, ...(manner.nameless ? nameless : {}) };
  return fetch(addressOf(route, parts), init).catch((cause: unknown) => {
    if (signal?.aborted) throw cause;
    throw unreachable();
  });
}

async function ask(route: AnyRoute, parts: Parts, manner: Manner): Promise<{ status: number; text: string }> {
  const answer = await request(route, parts, manner);
  return { status: answer.status, text: await answer.text() };
}

function formOf(parts: Parts): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries((parts.body ?? {}) as Record<string, unknown>)) {
    if (value === undefined || value === null) continue;
    form.append(name, typeof value === 'object' ? JSON.stringify(value) : String(value));
  }
  // Last, so that the server has the fields before the bytes stream in.
  if (parts.file) form.append('file', parts.file);
  return form;
}

/** `fetch` cannot tell how much has left; XMLHttpRequest can. */
function send(
  address: string,
  method: string,
  form: FormData,
  manner: Manner,
): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const sending = new XMLHttpRequest();
    sending.open(method, address);
    for (const [name, value] of Object.entries(ours)) sending.setRequestHeader(name, value);
    sending.upload.addEventListener('progress', (event) =>
      manner.onProgress?.(event.loaded / Math.max(1, event.total)),
    );
    sending.addEventListener('load', () => resolve({ status: sending.status, text: sending.responseText }));
    sending.addEventListener('error', () => reject(unreachable()));
    sending.addEventListener('abort', () => reject(manner.signal?.reason ?? unreachable()));
    manner.signal?.addEventListener('abort', () => sending.abort(), { once: true });
    sending.send(form);
  });
}

function parse(text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
