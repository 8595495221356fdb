import { expect, test } from 'vitest';
import { seal, unseal } from './seal.ts';

const key = new Uint8Array(32).fill(7);

test('a sealed text opens with its key and with no other', () => {
  expect(unseal(key, seal(key, '13900001234'))).toBe('13900001234');
  expect(unseal(new Uint8Array(32), seal(key, '13900001234'))).toBeNull();
});

test('the same text is sealed differently each time', () => {
  expect(seal(key, 'a')).not.toBe(seal(key, 'a'));
});

test('a changed or cut seal does not open', () => {
  const bytes = Buffer.from(seal(key, '13900001234'), 'base64');
  bytes[bytes.length - 1]! ^= 1;
  expect(unseal(key, bytes.toString('base64'))).toBeNull();
  expect(unseal(key, bytes.subarray(0, 20).toString('base64'))).toBeNull();
});
