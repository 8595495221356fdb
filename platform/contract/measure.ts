import * as z from 'zod';

/**
 * What a number counts. `things` are told apart (户, 人, 台) and never added up over records; `events` are counted each time
 * (户次, 人次, 台次); `either` can be both; `amount` adds up; `score` is averaged, never added. Source: unit rules of the
 * field's annual reports — 户次 and 户 are never summed, money is stored in fen and shown in 万元 with two decimals.
 */
export const unitsOfMeasure = {
  case: { zh: '件', en: 'cases', counts: 'either' },
  matter: { zh: '起', en: 'matters', counts: 'either' },
  item: { zh: '个', en: 'items', counts: 'either' },
  entry: { zh: '条', en: 'entries', counts: 'either' },
  task: { zh: '项', en: 'tasks', counts: 'either' },
  batch: { zh: '批次', en: 'batches', counts: 'either' },
  work: { zh: '幅', en: 'works', counts: 'either' },
  file: { zh: '份', en: 'papers', counts: 'either' },
  time: { zh: '次', en: 'times', counts: 'events' },
  session: { zh: '场', en: 'sessions', counts: 'events' },
  visit: { zh: '户次', en: 'visits to firms', counts: 'events' },
  'person-time': { zh: '人次', en: 'person-times', counts: 'events' },
  'device-time': { zh: '台次', en: 'device checks', counts: 'events' },
  firm: { zh: '户', en: 'firms', counts: 'things' },
  person: { zh: '人', en: 'people', counts: 'things' },
  device: { zh: '台', en: 'devices', counts: 'things' },
  team: { zh: '支', en: 'teams', counts: 'things' },
  money: { zh: '万元', en: '10,000 yuan', counts: 'amount' },
  hour: { zh: '小时', en: 'hours', counts: 'amount' },
  day: { zh: '天', en: 'days', counts: 'amount' },
  point: { zh: '分', en: 'points', counts: 'score' },
  share: { zh: '%', en: '%', counts: 'score' },
} as const satisfies Record<string, { zh: string; en: string; counts: Counts }>;

export type Counts = 'things' | 'events' | 'either' | 'amount' | 'score';
export type UnitOfMeasure = keyof typeof unitsOfMeasure;
export const UnitOfMeasure = z.enum(Object.keys(unitsOfMeasure) as [UnitOfMeasure]);

/** Money is kept in fen: 万元 × 1,000,000. */
export const fenPerWanYuan = 1_000_000;
