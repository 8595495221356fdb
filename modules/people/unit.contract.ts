import * as z from 'zod';
import { Day, Id, route } from '#platform/contract/index.ts';

export const unitKinds = {
  bureau: { zh: '局', en: 'Bureau' },
  leadership: { zh: '局领导', en: 'Leadership' },
  section: { zh: '科室', en: 'Section' },
  body: { zh: '下属单位', en: 'Subordinate unit' },
  team: { zh: '内设机构', en: 'Team' },
} as const;
export const UnitKindName = z.enum(Object.keys(unitKinds) as [keyof typeof unitKinds]);

const Name = z.string().trim().min(1).max(40);

export const UnitLine = z.object({
  id: Id,
  code: z.string().nullable(),
  kind: UnitKindName,
  name: z.string(),
  shortName: z.string(),
  parentId: Id.nullable(),
  position: z.int(),
  /** The part of the bureau right below its root that the unit belongs to. */
  topUnitId: Id,
  building: z.string().nullable(),
  floor: z.int().nullable(),
  /** Null: since before anything is known. */
  openedOn: Day.nullable(),
  closedOn: Day.nullable(),
  /** Seats in the unit itself, without the units below it. */
  nPeople: z.int(),
});
export type UnitLine = z.output<typeof UnitLine>;

export const UnitView = UnitLine.extend({
  /** What it was called and where it hung, newest first. */
  forms: z.array(
    z.object({ name: z.string(), parentName: z.string(), fromOn: Day.nullable(), untilOn: Day.nullable() }),
  ),
  places: z.array(
    z.object({
      building: z.string(),
      floor: z.int().nullable(),
      fromOn: Day.nullable(),
      untilOn: Day.nullable(),
    }),
  ),
});
export type UnitView = z.output<typeof UnitView>;

const params = z.object({ unitId: Id });
const unit = { permit: 'people/change', params, reply: UnitView } as const;

export const unitRoutes = {
  listUnits: route({
    method: 'GET',
    path: '/api/units',
    summary: { zh: '某一天的单位树', en: 'The unit tree on a day' },
    permit: 'people/read',
    query: z.object({ on: Day.optional() }),
    reply: z.object({ on: Day, units: z.array(UnitLine) }),
  }),
  readUnit: route({
    method: 'GET',
    path: '/api/units/:unitId',
    summary: { zh: '一个单位和它的沿革', en: 'A unit with its history' },
    permit: 'people/read',
    params,
    reply: UnitView,
  }),
  openUnit: route({
    method: 'POST',
    path: '/api/units',
    summary: { zh: '设立单位', en: 'Open a unit' },
    permit: 'people/change',
    body: z.object({
      name: Name,
      shortName: Name.optional(),
      code: z.string().trim().min(1).max(30).nullable().default(null),
      kind: UnitKindName,
      parentId: Id.nullable(),
      position: z.int().min(0).max(1_000_000).optional(),
      openedOn: Day,
    }),
    reply: UnitView,
  }),
  renameUnit: route({
    method: 'POST',
    path: '/api/units/:unitId/name',
    summary: { zh: '单位更名，旧名留在沿革里', en: 'Rename a unit; the old name stays in its history' },
    ...unit,
    body: z.object({ name: Name, shortName: Name.optional(), on: Day }),
  }),
  moveUnit: route({
    method: 'POST',
    path: '/api/units/:unitId/parent',
    summary: { zh: '单位改变隶属或顺序', en: 'Hang a unit elsewhere or change its place in order' },
    ...unit,
    body: z.object({ parentId: Id.nullable(), position: z.int().min(0).max(1_000_000).optional(), on: Day }),
  }),
  placeUnit: route({
    method: 'POST',
    path: '/api/units/:unitId/place',
    summary: { zh: '单位迁到另一楼或另一层', en: 'Move a unit to another building or floor' },
    ...unit,
    body: z.object({ building: Name, floor: z.int().min(-9).max(99).nullable(), on: Day }),
  }),
  closeUnit: route({
    method: 'POST',
    path: '/api/units/:unitId/closure',
    summary: { zh: '撤销单位', en: 'Close a unit' },
    ...unit,
    body: z.object({ on: Day }),
  }),
};
