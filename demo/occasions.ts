/** Where people met: joint meetings, festival contingents and a relay, service teams, review pairs. */
import type { Random } from '#engines/random/index.ts';
import { dealAcrossAgencies, drawn, numbers, throughout } from '#demo/choosing.ts';
import { makeContingents, makeRelay } from '#demo/festival.ts';
import type { Contingent, Relay } from '#demo/festival.ts';
import { inPostOn } from '#demo/people.ts';
import type { Person } from '#demo/people.ts';

export interface Meeting {
  heldOn: string;
  title: string;
  present: string[];
}

export interface ServiceTeam {
  code: string;
  formedOn: string;
  members: string[];
}

export interface ReviewPair {
  on: string;
  reviewers: [string, string];
}

export interface Occasions {
  meetings: Meeting[];
  contingents: Contingent[];
  relay: Relay;
  serviceTeams: ServiceTeam[];
  reviewPairs: ReviewPair[];
}

export interface OccasionStreams {
  attendance: Random;
  festival: Random;
  rehearsals: Random;
  relay: Random;
  teams: Random;
  reviews: Random;
}

const JOINT_INSPECTION = { heldOn: '2019-03-15', title: '3·15联合执法与宣传', present: 41 };

/** Days and attendance of the ten meetings-as-training; 171 different people come to at least one. */
const MEETINGS: readonly (readonly [heldOn: string, present: number])[] = [
  ['2020-07-24', 62],
  ['2020-08-14', 58],
  ['2020-09-11', 71],
  ['2020-10-16', 66],
  ['2020-11-06', 69],
  ['2020-11-27', 74],
  ['2020-12-18', 64],
  ['2021-01-15', 70],
  ['2021-02-26', 77],
  ['2021-03-19', 73],
];
const MEETING_PUBLIC = 171;

const SERVICE_TEAMS = { formedOn: '2020-08-03', teams: 12, size: 6 };

const REVIEW_DAYS = '2020-08-20 2020-09-18 2020-10-23 2020-11-20 2020-12-18 2021-02-26'.split(' ');
/** Agencies of about equal strength, so that pairs across them always exist. */
const REVIEW_PANEL = [
  ['ICO', 4],
  ['QTS', 4],
  ['FDA', 3],
  ['PRC', 3],
] as const;
const FILES_PER_ROUND = 6;

/** `administrators` hold no business role, so they neither serve enterprises nor review files. */
export function makeOccasions(
  streams: OccasionStreams,
  people: readonly Person[],
  administrators: ReadonlySet<string>,
): Occasions {
  const inBusiness = people.filter((person) => !administrators.has(person.staffNo));
  return {
    meetings: makeMeetings(streams.attendance, people),
    contingents: makeContingents(streams.festival, streams.rehearsals, people),
    relay: makeRelay(streams.relay, people),
    serviceTeams: makeServiceTeams(streams.teams, inBusiness),
    reviewPairs: makeReviewPairs(streams.reviews, inBusiness),
  };
}

function makeMeetings(random: Random, people: readonly Person[]): Meeting[] {
  const { heldOn, title, present } = JOINT_INSPECTION;
  const onTheDay = people.filter((person) => inPostOn(person, heldOn));
  const inspectors = drawn(random, onTheDay, present, interestInCases);
  return [
    { heldOn, title, present: numbers(inspectors).toSorted() },
    ...makeTrainings(random, throughout(people, MEETINGS[0]![0], MEETINGS.at(-1)![0])),
  ];
}

/** Everybody of the audience has one sure session; the other seats go to the keen. */
function makeTrainings(random: Random, able: Person[]): Meeting[] {
  const audience = random.shuffle(drawn(random, able, MEETING_PUBLIC, interestInCases));
  const keen = new Map(audience.map((person) => [person, Math.exp(0.6 * random.normal())]));
  return MEETINGS.map(([heldOn, seats], k) => {
    const isSure = (_: Person, i: number) => i % MEETINGS.length === k;
    const sure = audience.filter(isSure);
    const others = audience.filter((person, i) => !isSure(person, i));
    const more = drawn(random, others, seats - sure.length, (person) => keen.get(person)!);
    return { heldOn, title: `执法交流会第${k + 1}次`, present: numbers([...sure, ...more]).toSorted() };
  });
}

function interestInCases({ unit, level }: Person): number {
  if (level === 'leader' || level === 'director') return 0.4;
  if (/^(EN|GH)/.test(unit)) return 3;
  return /^(TC|SE)/.test(unit) ? 0.6 : 1;
}

function makeServiceTeams(random: Random, people: readonly Person[]): ServiceTeam[] {
  const { formedOn, teams, size } = SERVICE_TEAMS;
  const able = throughout(people, formedOn, '2021-03-31');
  const chosen = drawn(random, able, teams * size, ({ level }) => (level === 'staff' ? 1 : 2));
  return dealAcrossAgencies(random, chosen, teams).map((members, k) => ({
    code: `T${String(k + 1).padStart(2, '0')}`,
    formedOn,
    members: numbers(members).toSorted(),
  }));
}

/** Two reviewers per file, never of the same legacy agency. */
function makeReviewPairs(random: Random, people: readonly Person[]): ReviewPair[] {
  const able = throughout(people, REVIEW_DAYS[0]!, '2021-03-31').filter(
    ({ unit, level, legacy }) => /^(EN|GH|S03|S04)/.test(unit) && level !== 'body-head' && legacy !== 'NEW',
  );
  const panel = REVIEW_PANEL.flatMap(([code, count]) =>
    drawn(
      random,
      able.filter((person) => person.legacy === code),
      count,
    ),
  );
  return REVIEW_DAYS.flatMap((on) => roundOf(random, panel).map((reviewers) => ({ on, reviewers })));
}

function roundOf(random: Random, panel: Person[]): [string, string][] {
  for (;;) {
    const order = random.shuffle([...panel]);
    const pairs = Array.from(
      { length: FILES_PER_ROUND },
      (_, k) => [order[2 * k]!, order[2 * k + 1]!] as const,
    );
    if (pairs.every(([a, b]) => a.legacy !== b.legacy)) return pairs.map(([a, b]) => [a.staffNo, b.staffNo]);
  }
}
