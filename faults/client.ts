import type * as z from 'zod';

import type { Route } from '#platform/contract/index.ts';

/** An answer that arrived whole. */
export interface Answered<T> {
  status: number;
  body: T;
}

interface Args {
  params?: Readonly<Record<string, string>>;
  body?: unknown;
}

/** Somebody at a browser that keeps its cookie, over a real connection to a server that may die under it. */
export class Client {
  readonly #url: string;
  #cookie: string;

  constructor(url: string, cookie = '') {
    this.#url = url;
    this.#cookie = cookie;
  }

  /** The same person at the server that came after. */
  at(url: string): Client {
    return new Client(url, this.#cookie);
  }

  /** Throws where the answer did not arrive. */
  async call<R extends z.ZodType>(
    { method, path }: Route<any, any, any, R>,
    { params = {}, body }: Args = {},
  ): Promise<Answered<z.output<R>>> {
    const address = path.replace(/:(\w+)/g, (_, name: string) => params[name]!);
    const answer = await fetch(this.#url + address, {
      method,
      headers: {
        cookie: this.#cookie,
        'x-requested-with': 'wenrong',
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const [cookie] = answer.headers.getSetCookie();
    if (cookie) this.#cookie = cookie.split(';')[0]!;
    return { status: answer.status, body: (await answer.json()) as z.output<R> };
  }
}
