import * as z from 'zod';
import { Id, facts, refusals, route } from '../contract/index.ts';
import { roles, type Role } from '../permit/table.ts';

export const RoleName = z.enum(Object.keys(roles) as [Role, ...Role[]]);
const Login = z
  .string()
  .trim()
  .min(1)
  .max(40)
  .transform((text) => text.normalize('NFKC').toLowerCase());
const Name = z.string().trim().min(1).max(40);
const Password = z.string().min(1).max(200);

export const Bureau = z.object({ id: Id, name: z.string(), sample: z.boolean() });

export const Session = z.object({
  /** A real bureau has been set up on this installation. */
  setUp: z.boolean(),
  bureaus: z.array(Bureau),
  session: z
    .object({
      person: z.object({ id: Id.nullable(), accountId: Id, name: z.string(), roles: z.array(RoleName) }),
      bureau: Bureau,
      permits: z.array(z.string()),
    })
    .nullable(),
});
export type Session = z.output<typeof Session>;

export const Account = z.object({
  id: Id,
  login: z.string(),
  name: z.string(),
  personId: Id.nullable(),
  roles: z.array(RoleName),
  state: z.enum(['waiting', 'active', 'locked', 'disabled']),
  activationUntil: z.string().nullable(),
});
export type Account = z.output<typeof Account>;

const Code = z.object({ login: z.string(), name: z.string(), code: z.string(), until: z.string() });
const Founder = z.object({ login: Login, name: Name });

export const identityRoutes = {
  readSession: route({
    method: 'GET',
    path: '/api/session',
    summary: { zh: '我是谁，能做什么', en: 'Who I am and what I may do' },
    permit: 'anyone',
    reply: Session,
  }),
  signIn: route({
    method: 'POST',
    path: '/api/session',
    summary: { zh: '登录', en: 'Sign in' },
    permit: 'anyone',
    body: z.object({ bureauId: Id, login: Login, password: Password }),
    reply: z.object({ ok: z.literal(true) }),
  }),
  signOut: route({
    method: 'DELETE',
    path: '/api/session',
    summary: { zh: '退出', en: 'Sign out' },
    permit: 'anyone',
    reply: z.object({ ok: z.literal(true) }),
  }),
  activate: route({
    method: 'POST',
    path: '/api/activation',
    summary: { zh: '用一次性激活码设置密码并登录', en: 'Set a password with a one-time code and sign in' },
    permit: 'anyone',
    body: z.object({ bureauId: Id, login: Login, code: z.string().max(40), password: Password }),
    reply: z.object({ ok: z.literal(true) }),
  }),
  changePassword: route({
    method: 'PUT',
    path: '/api/password',
    summary: { zh: '修改密码', en: 'Change one’s password' },
    permit: 'signed-in',
    body: z.object({ old: Password, password: Password }),
    reply: z.object({ ok: z.literal(true) }),
  }),
  setUp: route({
    method: 'POST',
    path: '/api/setup',
    summary: { zh: '用终端里的设置码建立我们的局', en: 'Set up our bureau with the code from the terminal' },
    permit: 'anyone',
    body: z.object({
      code: z.string().max(40),
      bureau: z.string().trim().min(2).max(60),
      systemAdmin: Founder.extend({ password: Password }),
      securityAdmin: Founder,
      auditAdmin: Founder,
      office: Founder.optional(),
    }),
    reply: z.object({ bureauId: Id, codes: z.array(Code) }),
  }),
  listAccounts: route({
    method: 'GET',
    path: '/api/accounts',
    summary: { zh: '账号列表', en: 'Accounts' },
    permit: 'account/read',
    reply: z.array(Account),
  }),
  createAccounts: route({
    method: 'POST',
    path: '/api/accounts',
    summary: {
      zh: '为花名册上的人开账号，给出一次性激活码',
      en: 'Open accounts for people on the roster, with one-time codes',
    },
    permit: 'account/create',
    body: z.object({
      people: z
        .array(z.object({ personId: Id.nullable(), login: Login, name: Name }))
        .min(1)
        .max(5000),
    }),
    reply: z.object({ codes: z.array(Code) }),
  }),
  renewCode: route({
    method: 'POST',
    path: '/api/accounts/:accountId/code',
    summary: { zh: '重发激活码（忘记密码时）', en: 'Issue a new one-time code (forgotten password)' },
    permit: 'account/create',
    params: z.object({ accountId: Id }),
    reply: Code,
  }),
  disableAccount: route({
    method: 'POST',
    path: '/api/accounts/:accountId/disabled',
    summary: { zh: '停用或恢复账号', en: 'Disable or restore an account' },
    permit: 'account/create',
    params: z.object({ accountId: Id }),
    body: z.object({ disabled: z.boolean() }),
    reply: Account,
  }),
  assignRoles: route({
    method: 'PUT',
    path: '/api/accounts/:accountId/roles',
    summary: { zh: '分配角色', en: 'Assign roles' },
    permit: 'account/assign-roles',
    params: z.object({ accountId: Id }),
    body: z.object({ roles: z.array(RoleName).max(5) }),
    reply: Account,
  }),
  unlockAccount: route({
    method: 'POST',
    path: '/api/accounts/:accountId/unlock',
    summary: { zh: '解除锁定', en: 'Unlock an account' },
    permit: 'account/assign-roles',
    params: z.object({ accountId: Id }),
    reply: Account,
  }),
};

export const identityRefusals = refusals({
  'identity/wrong': { status: 401, zh: '账号或密码不对。', en: 'The account or the password is wrong.' },
  'identity/locked': {
    status: 423,
    zh: '连续输错，暂停到 {until}。急用请找安全管理员解锁。',
    en: 'Too many wrong tries; paused until {until}. The security administrator can unlock it.',
  },
  'identity/slow-down': {
    status: 429,
    zh: '这个地址尝试太多次了，请 15 分钟后再试。',
    en: 'Too many tries from this address; please wait 15 minutes.',
  },
  'identity/code-wrong': {
    status: 401,
    zh: '激活码不对或已过期。请向系统管理员要一个新的。',
    en: 'The code is wrong or expired. Ask the system administrator for a new one.',
  },
  'identity/setup-code-wrong': {
    status: 401,
    zh: '设置码不对。它印在启动文融的终端里，每次启动都会换新。',
    en: 'The set-up code is wrong. It is printed in the terminal that started Wenrong and changes with each start.',
  },
  'identity/already-set-up': {
    status: 409,
    zh: '这里已经建立了一个局，请直接登录。',
    en: 'A bureau has already been set up here; please sign in.',
  },
  'identity/password-short': {
    status: 422,
    zh: '密码至少要 10 个字符。',
    en: 'A password needs at least 10 characters.',
  },
  'identity/password-long': {
    status: 422,
    zh: '密码最多 128 个字符。',
    en: 'A password may have at most 128 characters.',
  },
  'identity/password-classes': {
    status: 422,
    zh: '密码请混用大写、小写、数字、符号中的三种。',
    en: 'Mix three of: capitals, small letters, digits, symbols.',
  },
  'identity/password-common': {
    status: 422,
    zh: '这个密码太常见，容易被猜到，请换一个。',
    en: 'This password is too common; please choose another.',
  },
  'identity/password-own-name': {
    status: 422,
    zh: '密码里不要有自己的账号或姓名。',
    en: 'A password must not contain your login or name.',
  },
  'identity/login-taken': {
    status: 409,
    zh: '账号 {login} 已经有人用了。',
    en: 'The login {login} is already taken.',
  },
  'identity/person-served': {
    status: 409,
    zh: '{name}已经有账号了。',
    en: '{name} already has an account.',
  },
  'identity/separation': {
    status: 409,
    zh: '三员必须是三个人，且不能兼任业务角色。',
    en: 'The three administrators must be three persons and hold no business role.',
  },
  'identity/own-rights': {
    status: 409,
    zh: '不能修改自己的角色，请另一位安全管理员来做。',
    en: 'Nobody changes their own roles; another security administrator must do it.',
  },
  'identity/last-of-role': {
    status: 409,
    zh: '这是最后一位{role}，不能撤下。',
    en: 'This is the last {role}; it cannot be removed.',
  },
  'identity/unknown-person': {
    status: 404,
    zh: '花名册上没有这个人。',
    en: 'This person is not on the roster.',
  },
});

const Empty = z.object({});
export const identityFacts = facts({
  'identity/bureau-founded': {
    zh: '建立了{name}',
    en: '{name} was set up',
    data: z.object({ name: z.string() }),
  },
  'identity/signed-in': { zh: '登录', en: 'Signed in', data: Empty },
  'identity/sign-in-failed': { zh: '登录失败', en: 'Sign-in failed', data: Empty },
  'identity/locked': {
    zh: '账号因连续输错被暂停',
    en: 'An account was paused after wrong tries',
    data: Empty,
  },
  'identity/activated': { zh: '用激活码启用了账号', en: 'An account was activated', data: Empty },
  'identity/password-changed': { zh: '修改了密码', en: 'A password was changed', data: Empty },
  'identity/account-created': {
    zh: '开了 {n} 个账号',
    en: '{n} accounts were opened',
    data: z.object({ n: z.int() }),
  },
  'identity/code-renewed': { zh: '重发了激活码', en: 'A one-time code was renewed', data: Empty },
  'identity/account-disabled': { zh: '停用了账号', en: 'An account was disabled', data: Empty },
  'identity/account-restored': { zh: '恢复了账号', en: 'An account was restored', data: Empty },
  'identity/roles-assigned': {
    zh: '分配了角色：{roles}',
    en: 'Roles were assigned: {roles}',
    data: z.object({ roles: z.array(RoleName) }),
  },
  'identity/unlocked': { zh: '解除了锁定', en: 'An account was unlocked', data: Empty },
});
