import { expect, test } from 'vitest';
import { effectRoutes } from '../effect.contract.ts';
import { askEffect } from './effect.addresses.ts';

test('the address the page asks is that of the contract', () => {
  const { method, path } = effectRoutes.readEffect;
  expect(`${askEffect.method} ${askEffect.path}`).toBe(`${method} ${path}`);
});
