import * as z from 'zod';
import { route } from '#platform/contract/index.ts';

/** One of the agencies that the bureau was put together from; the list is the bureau's own. */
export const LegacyAgency = z.object({
  code: z.string().regex(/^[A-Z0-9_]{1,20}$/),
  name: z.string().trim().min(1).max(30),
  shortName: z.string().trim().min(1).max(10),
  /** Other spellings that a roster may use. */
  synonyms: z.array(z.string().trim().min(1).max(40)).max(30),
});
export type LegacyAgency = z.output<typeof LegacyAgency>;

export const LegacyAgencyLine = LegacyAgency.extend({ nPeople: z.int() });
export type LegacyAgencyLine = z.output<typeof LegacyAgencyLine>;

export const agencyRoutes = {
  listLegacyAgencies: route({
    method: 'GET',
    path: '/api/legacy-agencies',
    summary: { zh: '原单位名单', en: 'Legacy agencies' },
    permit: 'people/read',
    reply: z.array(LegacyAgencyLine),
  }),
  saveLegacyAgencies: route({
    method: 'PUT',
    path: '/api/legacy-agencies',
    summary: { zh: '修改原单位名单（按给出的顺序）', en: 'Save the legacy agencies, in the order given' },
    permit: 'people/change',
    body: z.object({ agencies: z.array(LegacyAgency).min(2).max(20) }),
    reply: z.array(LegacyAgencyLine),
  }),
};
