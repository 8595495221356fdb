/** Behind `#`, which browsers do not send: the manifest's hash that the printed notice carries in its code. */
export const pinMark = '#manifest=';

export const pinnedIn = (hash: string): string | undefined =>
  hash.startsWith(pinMark) && hash.length === pinMark.length + 43 ? hash.slice(pinMark.length) : undefined;
