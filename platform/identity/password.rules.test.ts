import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { afterFailure, sessionOver, whyNotPassword, whyNotRoles } from './password.rules.ts';

const own = { login: 'lc0042', name: '段若汀' };

describe('a password', () => {
  test.each([
    ['Short1!', 'short'],
    ['aaaaaaaaaaaaaaaa', 'classes'],
    ['Password123456!', 'common'],
    ['Lc0042-hello-World', 'own-name'],
    ['A1!' + 'x'.repeat(126), 'long'],
  ])('%s will not do: %s', (password, fault) => {
    expect(whyNotPassword(password, own)).toBe(fault);
  });

  test('of three classes and ten characters will do', () => {
    expect(whyNotPassword('Shan-xi 7030 lu', own)).toBeNull();
    expect(whyNotPassword('守正求精Tongxin2020', own)).toBeNull();
  });

  test('needs no classes under the ASVS profile', () => {
    expect(whyNotPassword('correct horse battery', own, { profile: 'asvs', minLength: 10 })).toBeNull();
  });
});

describe('after wrong tries', () => {
  const now = new Date('2026-11-22T08:00:00Z');

  const after = (failures: number, failedAt: string | null = null) =>
    afterFailure({ failures, failedAt }, now);

  test('an account rests a quarter of an hour from the fifth, then twice as long each time', () => {
    expect(after(3)).toEqual({ failures: 4, lockedUntil: null });
    expect(after(4).lockedUntil).toBe('2026-11-22T08:15:00.000Z');
    expect(after(5).lockedUntil).toBe('2026-11-22T08:30:00.000Z');
  });

  test('it never rests longer than an hour, so nobody can be shut out for good', () => {
    fc.assert(
      fc.property(fc.nat(10_000), (failures) => {
        const { lockedUntil } = after(failures);
        return lockedUntil === null || Date.parse(lockedUntil) - now.getTime() <= 3_600_000;
      }),
    );
  });

  test('they are forgotten after a day without another', () => {
    expect(after(40, '2026-11-21T07:59:00Z')).toEqual({ failures: 1, lockedUntil: null });
    expect(after(40, '2026-11-21T08:01:00Z').failures).toBe(41);
  });
});

describe('a session', () => {
  const start = '2026-11-22T08:00:00.000Z';
  const at = (minutes: number) => new Date(Date.parse(start) + minutes * 60_000);
  const session = (roles: string[], seenAt = start) => ({ createdAt: start, seenAt, roles });

  test('ends after half an hour without use, for administrators after a quarter', () => {
    expect(sessionOver(session(['staff']), at(29))).toBe(false);
    expect(sessionOver(session(['staff']), at(31))).toBe(true);
    expect(sessionOver(session(['system-admin']), at(16))).toBe(true);
  });

  test('ends after twelve hours even in use', () => {
    expect(sessionOver(session(['staff'], at(719).toISOString()), at(721))).toBe(true);
  });
});

test('the three administrators are three people without business roles', () => {
  expect(whyNotRoles(['system-admin'])).toBeNull();
  expect(whyNotRoles(['office', 'staff'])).toBeNull();
  expect(whyNotRoles(['system-admin', 'audit-admin'])).toBe('two-administrators');
  expect(whyNotRoles(['security-admin', 'staff'])).toBe('administrator-with-business');
});
