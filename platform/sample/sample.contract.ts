import * as z from 'zod';
import { Id, SayingShape, facts, refusals, route } from '../contract/index.ts';
import { RoleName } from '../identity/identity.contract.ts';

const Part = z.object({ accountId: Id, name: z.string(), roles: z.array(RoleName) });

export const SampleState = z.object({
  state: z.enum(['none', 'loading', 'ready', 'failed']),
  bureauId: Id.nullable(),
  progress: z.number(),
  step: SayingShape.nullable(),
  /** The invented people one can look at the sample bureau as. */
  parts: z.array(Part),
  /** Whether a visitor may load it here; false once a real bureau exists. */
  mayLoad: z.boolean(),
});
export type SampleState = z.output<typeof SampleState>;

export const sampleRoutes = {
  readSample: route({
    method: 'GET',
    path: '/api/sample',
    summary: { zh: '示例局装到哪一步了', en: 'How far the sample bureau is loaded' },
    permit: 'anyone',
    reply: SampleState,
  }),
  loadSample: route({
    method: 'POST',
    path: '/api/sample',
    summary: { zh: '看看示例局（虚构数据）', en: 'Load the sample bureau (invented data)' },
    permit: 'anyone',
    reply: SampleState,
  }),
  enterSample: route({
    method: 'POST',
    path: '/api/sample/session',
    summary: { zh: '以示例局里某个人的身份进入', en: 'Enter the sample bureau as one of its people' },
    permit: 'anyone',
    body: z.object({ accountId: Id }),
    reply: z.object({ ok: z.literal(true) }),
  }),
  removeSample: route({
    method: 'DELETE',
    path: '/api/sample',
    summary: { zh: '移除示例局和它的全部数据', en: 'Remove the sample bureau and all its data' },
    permit: 'sample/remove',
    reply: z.object({ ok: z.literal(true) }),
  }),
};

export const sampleRefusals = refusals({
  'sample/real-bureau': {
    status: 409,
    zh: '这里已经建立了真实的局，示例局由它的系统管理员装入和移除。',
    en: 'A real bureau has been set up here; its system administrator loads and removes the sample.',
  },
  'sample/sign-in-first': {
    status: 403,
    zh: '这里已经建立了真实的局，登录之后才能看示例局。',
    en: 'A real bureau has been set up here; sign in before you look at the sample.',
  },
  'sample/not-there': { status: 404, zh: '示例局还没有装好。', en: 'The sample bureau is not loaded yet.' },
  'sample/loading': {
    status: 409,
    zh: '示例局正在装入，装好后才能移除。',
    en: 'The sample bureau is still being loaded; it can be removed afterwards.',
  },
});

export const sampleFacts = facts({
  'sample/loaded': { zh: '装好了示例局', en: 'The sample bureau was loaded', data: z.object({}) },
});
