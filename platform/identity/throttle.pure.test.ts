import { describe, expect, test } from 'vitest';
import { processorMs } from '#root/tools/testing/processor.ts';
import { throttle } from './throttle.ts';

let now = 0;
const minute = 60_000;
const doorWith = (limit: number) => throttle(limit, 15 * minute, () => now);

describe('tries from one address', () => {
  test('are allowed up to the limit, and again a quarter of an hour later', () => {
    const door = doorWith(2);
    expect([door.take('10.0.0.1'), door.take('10.0.0.1'), door.take('10.0.0.1')]).toEqual([
      true,
      true,
      false,
    ]);
    expect(door.take('10.0.0.2')).toBe(true);
    now += 15 * minute;
    expect(door.take('10.0.0.1')).toBe(true);
  });

  test('that were right are not counted', () => {
    const door = doorWith(1);
    for (let i = 0; i < 5; i++) {
      expect(door.take('10.0.0.1')).toBe(true);
      door.forgive('10.0.0.1');
    }
  });

  test('count together for one IPv6 network, however it is written', () => {
    const door = doorWith(1);
    expect(door.take('2001:db8::1')).toBe(true);
    expect(door.take('2001:db8:0:0:ffff::2')).toBe(false);
    expect(door.take('2001:db8:0:1::1')).toBe(true);
    expect(door.take('::ffff:10.0.0.1')).toBe(true);
    expect(door.take('::ffff:10.0.0.2')).toBe(true);
  });

  test('from a hundred thousand addresses cost little time', () => {
    const door = doorWith(50);
    const ms = processorMs(() => {
      for (let i = 0; i < 100_000; i++) door.take(`10.${i >> 16}.${(i >> 8) & 255}.${i & 255}`);
    });
    expect(ms).toBeLessThan(5000);
  });
});
