/**
 * Counts tries per address in a sliding quarter of an hour, so that one machine cannot try
 * every account. Kept in memory: a restart forgives, the lock on the account itself stays.
 */
export function throttle(limit: number, windowMs: number, now: () => number) {
  const tries = new Map<string, number[]>();
  return {
    /** Takes one of the tries that an address has; false if it has to wait. Taken before the try, as many may come at once. */
    take(address: string): boolean {
      const key = networkOf(address);
      const recent = (tries.get(key) ?? []).filter((at) => now() - at < windowMs);
      if (recent.length >= limit) return false;
      // Put last again, so that the first of the map is the one that was silent longest.
      tries.delete(key);
      tries.set(key, [...recent, now()]);
      if (tries.size > mostAddresses) tries.delete(tries.keys().next().value!);
      return true;
    },
    /** Gives a try back: it was right. */
    forgive(address: string): void {
      tries.get(networkOf(address))?.pop();
    },
  };
}

const mostAddresses = 10_000;

/** One machine has a whole IPv6 network of 64 bits to ask from: that counts as one address. */
function networkOf(address: string): string {
  if (!address.includes(':') || address.includes('.')) return address;
  const [head = '', tail] = address.split('::');
  const groups = head.split(':');
  if (tail === undefined || groups.length >= 4) return groups.slice(0, 4).join(':');
  const all = tail.split(':');
  const missing = Array.from({ length: Math.max(0, 8 - groups.length - all.length) }, () => '0');
  return [...groups, ...missing, ...all].slice(0, 4).join(':');
}

export type Throttle = ReturnType<typeof throttle>;
