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

/** Stands until the bureau writes a list of its own. */
export const usualAgencies: readonly LegacyAgency[] = [
  {
    code: 'ICO',
    name: '原工商',
    shortName: '工商',
    synonyms: ['工商', '工商局', '原工商局', '工商行政管理局'],
  },
  {
    code: 'QTS',
    name: '原质监',
    shortName: '质监',
    synonyms: ['质监', '质监局', '原质监局', '质量技术监督局'],
  },
  {
    code: 'FDA',
    name: '原食药监',
    shortName: '食药监',
    synonyms: ['食药监', '食药局', '原食药局', '食药监局', '食品药品监督管理局', '药监局'],
  },
  {
    code: 'PRC',
    name: '原物价检查',
    shortName: '物价',
    synonyms: ['物价', '原物价', '物价局', '原物价局', '价格监督检查局', '物价检查所'],
  },
  {
    code: 'IPO',
    name: '原知识产权',
    shortName: '知产',
    synonyms: ['知识产权', '知识产权局', '原知识产权局'],
  },
  { code: 'NEW', name: '改革后新进', shortName: '新进', synonyms: ['新进', '新录用', '改革后', '新招录'] },
  { code: 'OTH', name: '其他', shortName: '其他', synonyms: ['其它', '军转', '外系统调入'] },
];

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
