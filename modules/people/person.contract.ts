import * as z from 'zod';
import { Day, Id, May, route } from '#platform/contract/index.ts';

export const postTypes = {
  CIVIL_SERVICE: { zh: '行政编制', en: 'Civil service' },
  CIVIL_SERVICE_MANAGED: { zh: '参公', en: 'Managed as civil service' },
  INSTITUTION: { zh: '事业编制', en: 'Institution' },
  CONTRACT: { zh: '聘用', en: 'Contract' },
} as const;
export const PostTypeName = z.enum(Object.keys(postTypes) as [keyof typeof postTypes]);

const StaffNo = z
  .string()
  .transform((text) => text.normalize('NFKC').trim())
  .pipe(z.string().regex(/^[A-Za-z0-9_-]{1,30}$/));
const Name = z.string().trim().min(1).max(40);
const Post = z.string().trim().max(60);
const Phone = z
  .string()
  .transform((text) => text.normalize('NFKC').replace(/[\s-]/g, ''))
  .pipe(z.string().regex(/^(1[3-9]\d{9}|0\d{9,11})?$/));

/** A person on a day, as the directory lists them. */
export const PersonLine = z.object({
  id: Id,
  staffNo: z.string(),
  name: z.string(),
  pinyin: z.string(),
  initials: z.string(),
  legacy: z.string(),
  /** Null: not stated. */
  postType: PostTypeName.nullable(),
  post: z.string(),
  rank: z.string(),
  unitId: Id.nullable(),
  /** Lent out or on leave that day. */
  away: z.enum(['secondment', 'leave']).nullable(),
  awayUnitId: Id.nullable(),
  joinedOn: Day,
  leftOn: Day.nullable(),
});
export type PersonLine = z.output<typeof PersonLine>;

export const AssignmentView = z.object({
  kind: z.enum(['appointed', 'transfer', 'secondment', 'leave']),
  unitId: Id.nullable(),
  /** The unit's name on the first day of the span. */
  unitName: z.string(),
  post: z.string(),
  rank: z.string(),
  fromOn: Day,
  untilOn: Day.nullable(),
});
export type AssignmentView = z.output<typeof AssignmentView>;

export const PersonView = PersonLine.extend({
  rankOrder: z.int().nullable(),
  /** Null where none is known, and for all who may not change the roster. */
  phone: z.string().nullable(),
  history: z.array(AssignmentView),
  /** What the last change was, as long as it can be taken back. */
  lastChange: z.object({ kind: z.string(), at: z.string() }).nullable(),
  may: z.object({ change: May, transfer: May, second: May, leave: May, return: May, depart: May, undo: May }),
});
export type PersonView = z.output<typeof PersonView>;

const params = z.object({ personId: Id });
const person = { permit: 'people/change', params, reply: PersonView } as const;

export const personRoutes = {
  listPeople: route({
    method: 'GET',
    path: '/api/people',
    summary: {
      zh: '通讯录：某一天在岗的人，可按姓名、拼音、首字母查找',
      en: 'Directory on a day; search by name, pinyin or initials',
    },
    permit: 'people/read',
    query: z.object({
      /** Default: today. */
      on: Day.optional(),
      q: z.string().max(40).optional(),
      unitId: Id.optional(),
      /** Also those who had left by then, or come later. */
      all: z.stringbool().optional(),
      limit: z.coerce.number().int().min(1).max(20_000).default(20_000),
    }),
    reply: z.object({ on: Day, people: z.array(PersonLine) }),
  }),
  readPerson: route({
    method: 'GET',
    path: '/api/people/:personId',
    summary: { zh: '一个人和他的任职经历', en: 'A person with their history' },
    permit: 'people/read',
    params,
    reply: PersonView,
  }),
  addPerson: route({
    method: 'POST',
    path: '/api/people',
    summary: { zh: '花名册上加一个人', en: 'Add a person to the roster' },
    permit: 'people/change',
    body: z.object({
      staffNo: StaffNo,
      name: Name,
      legacy: z.string(),
      postType: PostTypeName.nullable().default(null),
      rank: z.string().trim().max(40).default(''),
      rankOrder: z.int().min(0).max(1_000_000).nullable().default(null),
      unitId: Id,
      post: Post.default(''),
      joinedOn: Day,
      phone: Phone.nullable().default(null),
    }),
    reply: PersonView,
  }),
  changePerson: route({
    method: 'PATCH',
    path: '/api/people/:personId',
    summary: { zh: '更正个人信息', en: 'Correct a person’s particulars' },
    ...person,
    body: z.object({
      staffNo: StaffNo.optional(),
      name: Name.optional(),
      legacy: z.string().optional(),
      postType: PostTypeName.nullable().optional(),
      rank: z.string().trim().max(40).optional(),
      rankOrder: z.int().min(0).max(1_000_000).nullable().optional(),
      phone: Phone.nullable().optional(),
    }),
  }),
  transferPerson: route({
    method: 'POST',
    path: '/api/people/:personId/transfer',
    summary: {
      zh: '调动：从某天起到另一单位或另一职务',
      en: 'Transfer to another unit or post from a day on',
    },
    ...person,
    body: z.object({ unitId: Id, post: Post, on: Day }),
  }),
  secondPerson: route({
    method: 'POST',
    path: '/api/people/:personId/secondment',
    summary: { zh: '借调：人在别处，编制不动', en: 'Second to another unit; the seat stays' },
    ...person,
    body: z.object({
      unitId: Id,
      post: Post.default(''),
      fromOn: Day,
      untilOn: Day.nullable().default(null),
    }),
  }),
  grantLeave: route({
    method: 'POST',
    path: '/api/people/:personId/leave',
    summary: { zh: '休假离岗（产假、病假等）', en: 'Long leave; the seat stays' },
    ...person,
    body: z.object({ fromOn: Day, untilOn: Day.nullable().default(null) }),
  }),
  returnPerson: route({
    method: 'POST',
    path: '/api/people/:personId/return',
    summary: { zh: '返岗：借调或休假到此为止', en: 'Return from secondment or leave' },
    ...person,
    body: z.object({ on: Day }),
  }),
  departPerson: route({
    method: 'POST',
    path: '/api/people/:personId/departure',
    summary: { zh: '离岗：退休、调出等，经历保留', en: 'Leave the bureau; the history stays' },
    ...person,
    /** First day no longer in post. */
    body: z.object({ on: Day }),
  }),
  undoPersonChange: route({
    method: 'POST',
    path: '/api/people/:personId/undo',
    summary: { zh: '撤销对此人的最近一次改动', en: 'Take back the last change to this person' },
    permit: 'people/change',
    params,
    reply: z.object({
      /** Null where the change had made the person, who is now gone. */
      person: PersonView.nullable(),
    }),
  }),
};

/** Text as typed, brought to the form that spellings have. */
const searchKey = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s'’]/g, '')
    .replace(/ü/g, 'v');

/**
 * Whether a person is meant by what was typed: part of the name, staff number from its start,
 * initials from the start, or pinyin from the start of any syllable (the last one may be cut short).
 */
export function isMeant(
  one: Pick<PersonLine, 'name' | 'staffNo' | 'pinyin' | 'initials'>,
  typed: string,
): boolean {
  const key = searchKey(typed);
  if (key === '') return true;
  if (searchKey(one.name).includes(key) || one.staffNo.toLowerCase().startsWith(key)) return true;
  if (one.initials.startsWith(key)) return true;
  const syllables = one.pinyin.split(' ');
  return syllables.some((_, i) => syllables.slice(i).join('').startsWith(key));
}
