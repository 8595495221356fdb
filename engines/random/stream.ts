/** Named sub-streams: one topic's draws never move another's when code between them changes. */
import { seeded, type Random } from './generator.ts';

/** FNV-1a over the UTF-8 bytes of a label, 32 bits (Fowler, Noll & Vo; RFC 9923). */
export function fnv1a32(label: string): number {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(label)) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash >>> 0;
}

/** The sub-stream of a topic: seeded by `seed` XOR FNV-1a32(label). */
export function stream(seed: number, label: string): Random {
  return seeded((seed ^ fnv1a32(label)) >>> 0);
}
