/**
 * Counts tries per address in a sliding quarter of an hour, so that one machine cannot try
 * every account. Kept in memory: a restart forgives, the lock on the account itself stays.
 */
export function throttle(limit: number, windowMs: number, now: () => number) {
  const tries = new Map<string, number[]>();
  return {
    /** True if this address has to wait. */
    blocked(address: string): boolean {
      return recent(address).length >= limit;
    },
    count(address: string): void {
      tries.set(address, [...recent(address), now()]);
      if (tries.size > 10_000)
        for (const key of tries.keys()) if (recent(key).length === 0) tries.delete(key);
    },
  };

  function recent(address: string): number[] {
    return (tries.get(address) ?? []).filter((at) => now() - at < windowMs);
  }
}

export type Throttle = ReturnType<typeof throttle>;
