import { describe, expect, test } from 'vitest';
import { compute } from './compute.ts';

const hashes = new URL('../../engines/random/stream.ts', import.meta.url);
const plans = new URL('../../engines/inference/detectable.ts', import.meta.url);

describe('arithmetic in a thread of its own', () => {
  test('gives back what the exported function answers', async () => {
    expect(await compute<number>(hashes, 'fnv1a32', 'ties')).toBe(
      (await import('#engines/random/index.ts')).fnv1a32('ties'),
    );
  });
  test('fails as the function fails, and when there is no such function', async () => {
    const impossible = { nPeople: 2, groupSizes: [1, 1], density: 0.1 };
    await expect(compute(plans, 'minimumDetectableChange', impossible)).rejects.toThrow(
      'inference/plan-out-of-range',
    );
    await expect(compute(hashes, 'nothing', 1)).rejects.toThrow('exports no function nothing');
  });
  test('goes on after a failure, and one task after another shares a thread', async () => {
    const name = new URL('./compute-thread.fixtures.ts', import.meta.url);
    const [first, second] = [
      await compute<number>(name, 'threadOf', 0),
      await compute<number>(name, 'threadOf', 0),
    ];
    expect(second).toBe(first);
    const together = await Promise.all([
      compute<number>(name, 'threadOf', 0),
      compute<number>(name, 'threadOf', 0),
    ]);
    expect(new Set(together).size).toBe(2);
  });
  test('ends at once when it is aborted', async () => {
    const stopping = new AbortController();
    const running = compute(hashes, 'fnv1a32', 'x'.repeat(50_000_000), stopping.signal);
    stopping.abort(new Error('stopped'));
    await expect(running).rejects.toThrow('stopped');
    await expect(compute(hashes, 'fnv1a32', 'x', stopping.signal)).rejects.toThrow('stopped');
  });
});
