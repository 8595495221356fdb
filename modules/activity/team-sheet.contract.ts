/** What is printed for an activity: team sheets, hanging labels, sign sheets. */
import * as z from 'zod';
import { Id, route } from '#platform/contract/index.ts';
import { SessionHead } from './attendance.contract.ts';

/** Names and units alone: where somebody came from is printed on nothing that others read. */
export const SheetPerson = z.object({
  personId: Id,
  name: z.string(),
  unit: z.string(),
  /** What the label's QR code holds. */
  code: z.string(),
});
export type SheetPerson = z.output<typeof SheetPerson>;

export const SheetTeam = z.object({
  /** From 1; null: those who are in no team, or everybody where there are none. */
  team: z.int().nullable(),
  people: z.array(SheetPerson),
});
export type SheetTeam = z.output<typeof SheetTeam>;

export const Sheets = z.object({
  activityId: Id,
  activity: z.string(),
  /** Each session with its teams, and those who are expected and in no team, last. */
  sessions: z.array(SessionHead.extend({ teams: z.array(SheetTeam) })),
});
export type Sheets = z.output<typeof Sheets>;

export const teamSheetRoutes = {
  readSheets: route({
    method: 'GET',
    path: '/api/activities/:activityId/sheets',
    summary: {
      zh: '要打印的：分队表、挂牌、签到表',
      en: 'To be printed: team sheets, hanging labels, sign sheets',
    },
    permit: 'activity/sign-in',
    params: z.object({ activityId: Id }),
    reply: Sheets,
  }),
};
