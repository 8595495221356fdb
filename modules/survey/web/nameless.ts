import { addressOf, nameless, type AnyRoute, type Given } from '#web/client.ts';
import { refusedBy, unreachable } from '#web/problem.ts';

/**
 * Posts without cookies or referrer: signed in, the server would learn whose receipt, code or answers these are.
 * @throws Refused
 */
export async function postNameless<E extends AnyRoute>(
  route: E,
  { params, body }: Given<E> & { params: Record<string, unknown>; body: unknown },
): Promise<void> {
  const answer = await fetch(addressOf(route, { params }), {
    method: 'POST',
    ...nameless,
    headers: { 'content-type': 'application/json', 'x-requested-with': 'wenrong' },
    body: JSON.stringify(body),
  }).catch(() => {
    throw unreachable();
  });
  if (!answer.ok) throw refusedBy(answer.status, await answer.json().catch(() => undefined));
}
