/**
 * Who may do what: the one table of roles and capabilities.
 * The server checks it on every route, the pages show by it what a person can use,
 * and `docs/permissions.md` is printed from it.
 *
 * The three administrators (三员) hold no business role and no business capability;
 * nobody holds two of the three (GB/T 22239-2019, separation of rights).
 */
export const roles = {
  'system-admin': { zh: '系统管理员', en: 'System administrator' },
  'security-admin': { zh: '安全管理员', en: 'Security administrator' },
  'audit-admin': { zh: '审计管理员', en: 'Audit administrator' },
  office: { zh: '领导组办公室', en: 'Programme office' },
  leader: { zh: '局领导', en: 'Leader' },
  'unit-head': { zh: '科室负责人', en: 'Section chief' },
  staff: { zh: '职工', en: 'Staff' },
} as const;

export type Role = keyof typeof roles;

const everyone = ['office', 'leader', 'unit-head', 'staff'] as const;

export const permits = {
  'people/read': ['system-admin', 'security-admin', ...everyone],
  'people/change': ['system-admin', 'office'],
  'people/import': ['system-admin', 'office'],
  'people/read-imports': ['system-admin', 'security-admin', 'office'],
  'people/approve-import': ['security-admin'],
  'people/export': ['system-admin', 'office'],

  'account/read': ['system-admin', 'security-admin'],
  'account/create': ['system-admin'],
  'account/assign-roles': ['security-admin'],

  'channel/change': ['system-admin'],

  'ledger/read': ['audit-admin', 'office', 'leader'],
  'ledger/verify': ['audit-admin'],

  'fusion/plan': ['office'],
  'fusion/answer': everyone,
  'fusion/read': everyone,
  'fusion/import': ['office'],
  'fusion/export': ['office', 'leader'],

  'ballot/read': everyone,
  'ballot/draw': everyone,
  'ballot/keep-keys': everyone,

  'survey/read': everyone,
  'survey/answer': everyone,
  'survey/plan': ['office'],
  'survey/check': ['office', 'leader'],
  'survey/export': ['office', 'leader'],
  'survey/keep-keys': everyone,

  'activity/read': everyone,
  'activity/join': everyone,
  'activity/plan': ['office', 'unit-head'],
  'activity/approve': ['leader'],
  // Who is named as its organiser runs an activity, whatever their role; the acts ask for that.
  'activity/organise': everyone,
  'activity/draw': everyone,
  'activity/sign-in': everyone,

  'indicator/read': everyone,
  'indicator/change': ['office'],
  'indicator/judge': ['office', 'leader'],

  'plan/read': everyone,
  'plan/change': ['office'],
  'plan/deliver': ['office', 'unit-head'],
  'plan/approve': ['leader'],
  'plan/export': ['office', 'leader'],

  'sample/remove': ['system-admin', ...everyone],
} as const satisfies Record<string, readonly Role[]>;

export type Capability = keyof typeof permits;

/** A route asks for a capability, or is open to anyone, or to anyone signed in. */
export type Permit = Capability | 'anyone' | 'signed-in';

export const capabilitiesOf = (held: readonly string[]): Capability[] =>
  (Object.keys(permits) as Capability[]).filter((capability) =>
    (permits[capability] as readonly string[]).some((role) => held.includes(role)),
  );

export function permitted(permit: Permit, held: readonly string[] | null): boolean {
  if (permit === 'anyone') return true;
  if (held === null) return false;
  return permit === 'signed-in' || (permits[permit] as readonly string[]).some((role) => held.includes(role));
}
