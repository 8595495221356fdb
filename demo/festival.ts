/** The festival of September 2020, whose contingents meet for weeks, and a relay in January 2021, an afternoon long. */
import type { Random } from '#engines/random/index.ts';
import { drawn, numbers, throughout } from '#demo/choosing.ts';
import { drawTeams } from '#demo/draws.ts';
import { homeUnitOn } from '#demo/people.ts';
import type { Person } from '#demo/people.ts';

export interface Contingent {
  code: string;
  name: string;
  /** The body that entered it alone; null where the office drew it across agencies. */
  enteredBy: string | null;
  members: string[];
  rehearsals: { heldOn: string; present: string[] }[];
}

export interface Relay {
  heldOn: string;
  teams: { name: string; members: string[] }[];
}

export const FESTIVAL_OPENS_ON = '2020-09-01';

const ENTERED_ALONE = [
  { body: 'TC', name: '检验检测方阵', size: 36 },
  { body: 'SE', name: '特种设备方阵', size: 14 },
];
/** Drawn across agencies by the office two days before the first rehearsal. */
export const CONTINGENT_DRAW = {
  on: '2020-08-03',
  seed: 20200803,
  teams: ['守正方阵', '求精方阵', '同心方阵', '致远方阵', '服务方阵', '质量方阵'],
  size: 27,
};
const REHEARSAL_DAYS = '2020-08-05 2020-08-12 2020-08-19 2020-08-24 2020-08-27 2020-08-31'.split(' ');
const REHEARSAL_ATTENDANCE = 0.82;

/** Four teams of six: a wave asks far too few of their pairs to tell an effect. */
export const RELAY_DRAW = {
  on: '2021-01-20',
  seed: 20210120,
  teams: ['春风队', '惊蛰队', '清明队', '谷雨队'],
  size: 6,
};
export const RELAY_HELD_ON = '2021-01-22';

export function makeContingents(random: Random, rehearsing: Random, people: readonly Person[]): Contingent[] {
  const here = throughout(people, REHEARSAL_DAYS[0]!, '2020-09-30').filter(marches);
  const alone = ENTERED_ALONE.map(({ body, name, size }) => {
    const own = here.filter((person) => bodyAtFestival(person) === body);
    return { name, enteredBy: body, members: drawn(random, own, size) };
  });
  const others = here.filter((person) => !ENTERED_ALONE.some(({ body }) => body === bodyAtFestival(person)));
  const { teams: names, size } = CONTINGENT_DRAW;
  const teams = drawTeams(drawn(random, others, names.length * size), CONTINGENT_DRAW);
  const mixed = names.map((name, k) => ({ name, enteredBy: null, members: teams[k]! }));
  return [...mixed, ...alone].map(({ name, enteredBy, members }, k) => ({
    code: `F${k + 1}`,
    name,
    enteredBy,
    members: numbers(members).toSorted(),
    rehearsals: rehearse(rehearsing, members),
  }));
}

const marches = ({ level }: Person) => level !== 'leader' && level !== 'director';

const bodyAtFestival = (person: Person) => homeUnitOn(person, FESTIVAL_OPENS_ON)!.slice(0, 2);

const rehearse = (random: Random, members: Person[]) =>
  REHEARSAL_DAYS.map((heldOn) => ({
    heldOn,
    present: numbers(members.filter(() => random.uniform() < REHEARSAL_ATTENDANCE)).toSorted(),
  }));

export function makeRelay(random: Random, people: readonly Person[]): Relay {
  const { on, teams: names, size } = RELAY_DRAW;
  const able = throughout(people, on, '2021-03-31').filter(marches);
  const teams = drawTeams(drawn(random, able, names.length * size), RELAY_DRAW);
  return {
    heldOn: RELAY_HELD_ON,
    teams: names.map((name, k) => ({ name, members: numbers(teams[k]!).toSorted() })),
  };
}
