/** How passwords must look. `mlps` follows GB/T 22239 (classes of characters), `asvs` OWASP ASVS 5.0 (length alone). */
export interface PasswordPolicy {
  profile: 'mlps' | 'asvs';
  minLength: number;
}

export const defaultPolicy: PasswordPolicy = { profile: 'mlps', minLength: 10 };

const classes = [/[a-z]/, /[A-Z]/, /\d/, /[^a-zA-Z\d]/];

/** Beginnings and runs that attackers try first, beside the person's own name and login. */
const common = [
  'password',
  'passw0rd',
  'qwerty',
  'qwertyuiop',
  'asdfgh',
  'zxcvbn',
  '1q2w3e',
  'admin',
  'abc123',
  'letmein',
  'welcome',
  'iloveyou',
  'woaini',
  '123456',
  '1234567890',
  '111111',
  '000000',
  '888888',
  '666666',
  '5201314',
  'wenrong',
  'shijian',
  'shichang',
  'jianguan',
  'a123456',
  '112233',
  '147258',
  '159357',
  '987654',
];

export type PasswordFault = 'short' | 'long' | 'classes' | 'common' | 'own-name';

/** Why a password will not do; null if it will. */
export function whyNotPassword(
  password: string,
  own: { login: string; name: string },
  policy: PasswordPolicy = defaultPolicy,
): PasswordFault | null {
  const length = [...password].length;
  if (length < policy.minLength) return 'short';
  if (length > 128) return 'long';
  if (policy.profile === 'mlps' && classes.filter((pattern) => pattern.test(password)).length < 3)
    return 'classes';
  const plain = password.toLowerCase();
  if ([own.login, own.name].some((word) => word.length > 2 && plain.includes(word.toLowerCase())))
    return 'own-name';
  const rest = common.reduce((left, word) => left.replaceAll(word, ''), plain);
  if (rest.length < 4 || new Set(plain).size < 5) return 'common';
  return null;
}

export interface LockState {
  failures: number;
  lockedUntil: string | null;
}

const allowed = 5;
const longestMinutes = 60;
const forgottenAfterMs = 24 * 3_600_000;

/**
 * After five failures an account rests 15 minutes, then 30, then an hour each time: 24 guesses a day help
 * nobody to a password, and a longer rest would help those who only want to shut somebody out.
 * A day without a wrong try forgets them all.
 */
export function afterFailure(before: { failures: number; failedAt: string | null }, now: Date): LockState {
  const old = before.failedAt !== null && now.getTime() - Date.parse(before.failedAt) > forgottenAfterMs;
  const failures = (old ? 0 : before.failures) + 1;
  if (failures < allowed) return { failures, lockedUntil: null };
  const minutes = Math.min(longestMinutes, 15 * 2 ** Math.min(10, failures - allowed));
  return { failures, lockedUntil: new Date(now.getTime() + minutes * 60_000).toISOString() };
}

export interface SessionTimes {
  createdAt: string;
  seenAt: string;
  roles: readonly string[];
}

/** A session not seen since this instant is over, whosever it is. */
export const longestIdle = (now: string): string => new Date(Date.parse(now) - 30 * 60_000).toISOString();

/** Idle 30 minutes (administrators 15) or 12 hours in all end a session. */
export function sessionOver(session: SessionTimes, now: Date): boolean {
  const idleMinutes = session.roles.some((role) => role.endsWith('-admin')) ? 15 : 30;
  const idle = now.getTime() - Date.parse(session.seenAt) > idleMinutes * 60_000;
  const old = now.getTime() - Date.parse(session.createdAt) > 12 * 3_600_000;
  return idle || old;
}

/** Roles that one person must not hold together; null if they go together. */
export function whyNotRoles(
  roles: readonly string[],
): 'two-administrators' | 'administrator-with-business' | null {
  const admin = roles.filter((role) => role.endsWith('-admin'));
  if (admin.length > 1) return 'two-administrators';
  return admin.length === 1 && roles.length > 1 ? 'administrator-with-business' : null;
}
