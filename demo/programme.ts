/**
 * What the festival leaves on record besides who was in one team: who signed up, who performed, whose works
 * hung, who sat in the forum. None of it adds to the ties: those come from the occasions alone.
 */
import type { Random } from '#engines/random/index.ts';
import { drawn, numbers, throughout } from '#demo/choosing.ts';
import type { Contingent } from '#demo/festival.ts';
import type { Person } from '#demo/people.ts';

export interface SignUp {
  staffNo: string;
  on: string;
  /** Null: stayed. */
  withdrewOn: string | null;
}

export interface Item {
  title: string;
  performers: string[];
}

export const WORK_KINDS = ['书法', '绘画', '摄影'] as const;

export interface Work {
  kind: (typeof WORK_KINDS)[number];
  author: string;
}

export interface Programme {
  /** For the drawn contingents, in the order in which they came. */
  signUps: SignUp[];
  items: Item[];
  works: Work[];
  forum: string[];
}

export interface ProgrammeStreams {
  signUps: Random;
  evening: Random;
  exhibition: Random;
  forum: Random;
}

export const FESTIVAL_DAYS = {
  signUpFrom: '2020-07-20',
  signUpUntil: '2020-07-31',
  forum: '2020-09-17',
  evening: '2020-09-24',
  closing: '2020-09-28',
};

export function makeProgramme(
  streams: ProgrammeStreams,
  people: readonly Person[],
  contingents: readonly Contingent[],
): Programme {
  const byNumber = new Map(people.map((person) => [person.staffNo, person]));
  const marching = (enteredBy: string | null) =>
    contingents
      .filter((contingent) => contingent.enteredBy === enteredBy)
      .flatMap(({ members }) => members.map((staffNo) => byNumber.get(staffNo)!));
  const festival: Festival = {
    mixed: marching(null),
    testing: marching('TC'),
    equipment: marching('SE'),
    here: throughout(people, FESTIVAL_DAYS.signUpFrom, '2020-09-30'),
  };
  const items = makeItems(streams.evening, festival);
  return {
    signUps: makeSignUps(streams.signUps, festival),
    items,
    works: makeWorks(streams.exhibition, festival, items),
    forum: numbers(drawn(streams.forum, throughout(people, FESTIVAL_DAYS.forum, FESTIVAL_DAYS.forum), 142)),
  };
}

interface Festival {
  mixed: Person[];
  testing: Person[];
  equipment: Person[];
  here: Person[];
}

const marchersOf = ({ mixed, testing, equipment }: Festival) => [...mixed, ...testing, ...equipment];

function strangersTo(festival: Festival, more: readonly string[] = []): Person[] {
  const known = new Set([...numbers(marchersOf(festival)), ...more]);
  return festival.here.filter(({ staffNo, level }) => !known.has(staffNo) && level !== 'director');
}

const WITHDREW = 4;
const STILL_WAITING = 5;

/** 171 come for 162 seats: nine wait, four withdraw, the first four who wait move up. */
function makeSignUps(random: Random, festival: Festival): SignUp[] {
  const entrants = random.shuffle([...festival.mixed]);
  const others = drawn(random, strangersTo(festival), WITHDREW + STILL_WAITING);
  const movedUp = entrants.splice(-WITHDREW);
  const leaving = others.slice(0, WITHDREW);
  const seated = random.shuffle([...entrants, ...leaving]);
  const order = [...seated, ...movedUp, ...others.slice(WITHDREW)];
  return order.map((person, k) => ({
    staffNo: person.staffNo,
    on: signUpDay(k / order.length),
    withdrewOn: leaving.includes(person) ? FESTIVAL_DAYS.signUpUntil : null,
  }));
}

const WORKDAYS =
  '2020-07-20 2020-07-21 2020-07-22 2020-07-23 2020-07-24 2020-07-27 2020-07-28 2020-07-29 2020-07-30'.split(
    ' ',
  );

const signUpDay = (share: number) => WORKDAYS[Math.floor(share * WORKDAYS.length)]!;

const SKIT = '小品《一份检验报告》';
const LIFT_PLAY = '情景剧《十二层的电梯》';
const OTHER_ITEMS = [
  '合唱《我和我的祖国》',
  '诗朗诵《守正》',
  '舞蹈《茉莉花》',
  '三句半《质量月里话质量》',
  '器乐合奏《步步高》',
  '快板《十二个电话》',
  '独唱与伴舞《山河》',
  '太极扇《同心》',
  '戏曲联唱',
  '手语《感恩的心》',
  '情景朗诵《一把秤》',
  '大合唱《致远》',
];
const PER_ITEM = 9;
/** Of the 126 performers, those in no contingent. */
const NEW_ON_STAGE = 22;

/** Two items come from one body each; the lift play is by 白晓苇, who is in it. */
function makeItems(random: Random, festival: Festival): Item[] {
  const author = festival.here.find(({ name }) => name === '白晓苇')!;
  const [testing, equipment] = [festival.testing, festival.equipment.filter((one) => one !== author)];
  const skit = drawn(random, testing, PER_ITEM);
  const play = [author, ...drawn(random, equipment, PER_ITEM - 1)];
  const taken = new Set([...skit, ...play]);
  const newcomers = strangersTo(festival).filter((one) => !taken.has(one));
  const nNew = NEW_ON_STAGE - Number(!festival.equipment.includes(author));
  const nOthers = OTHER_ITEMS.length * PER_ITEM;
  const veterans = marchersOf(festival).filter((one) => !taken.has(one));
  const cast = random.shuffle([
    ...drawn(random, newcomers, nNew),
    ...drawn(random, veterans, nOthers - nNew),
  ]);
  const others = OTHER_ITEMS.map((title, k) => ({
    title,
    performers: numbers(cast.slice(k * PER_ITEM, (k + 1) * PER_ITEM)),
  }));
  return [
    ...others,
    { title: SKIT, performers: numbers(skit) },
    { title: LIFT_PLAY, performers: numbers(play) },
  ];
}

const WORKS = [38, 22, 64];
const AUTHORS = 71;
/** Authors who are in no contingent and in no item. */
const NEW_AUTHORS = 13;

/** 124 works by 71 authors, everybody at least one. */
function makeWorks(random: Random, festival: Festival, items: readonly Item[]): Work[] {
  const onStage = items.flatMap(({ performers }) => performers);
  const strangers = strangersTo(festival, onStage);
  const before = festival.here.filter((person) => !strangers.includes(person) && person.level !== 'director');
  const authors = random.shuffle([
    ...drawn(random, strangers, NEW_AUTHORS),
    ...drawn(random, before, AUTHORS - NEW_AUTHORS),
  ]);
  const kinds = WORK_KINDS.flatMap((kind, k) => Array.from({ length: WORKS[k]! }, () => kind));
  return random.shuffle(kinds).map((kind, k) => ({
    kind,
    author: authors[k < AUTHORS ? k : random.below(AUTHORS)]!.staffNo,
  }));
}
