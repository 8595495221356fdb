/** The activities of the sample bureau 岚川市, told through the real acts, each on its own days. Everything is invented. */
import { addDays } from '#platform/contract/index.ts';
import type { Act } from '#platform/act/index.ts';
import type { Chapter, SampleRun } from '#platform/module/index.ts';
import { told } from '#platform/sample/told.ts';
import { listPairWaves } from '#modules/fusion/index.ts';
import { RELAY_DRAW } from '#demo/festival.ts';
import { MOVED_ON } from '#demo/frame.ts';
import { toldBureau, type SampleBureau } from '#demo/sample.ts';
import { listActivityRows } from './activity.data.ts';
import { settleLists } from './attendance-close.work.ts';
import { findForetold } from './effect.data.ts';
import { estimateEffect, foretellEffect, listDueEffects } from './effect.work.ts';
import { festivalProgramme, festivalStory, joinsOn, venues } from './festival.sample.ts';
import { planProgramme } from './programme.work.ts';
import type { ProgrammePlan } from './programme.contract.ts';
import { listProgrammeRows } from './programme.data.ts';
import { tellActivity, type ToldActivity } from './told-activity.sample.ts';
import { addVenue } from './venue.work.ts';
import { listVenueRows } from './venue.data.ts';

const exchangeProgramme: ProgrammePlan = {
  name: '执法交流会（以会代培）',
  purpose: '每次一个主题，由办过案的人讲，讲完当场答疑。参加者计培训学时。',
  startsOn: '2020-07-24',
  endsOn: '2021-03-19',
};

/** Each is told whole or not at all; what is there already is left as it is. */
export const activitySample: readonly Chapter[] = [
  { on: '2019-03-08', tell: (run) => tell(run, [jointInspection]) },
  { on: MOVED_ON, tell: openHouse },
  { on: '2020-07-14', tell: tellFestival },
  { on: '2020-07-15', tell: (run) => tell(run, [exchange]) },
  { on: '2020-06-20', tell: (run) => reckonAfter(run, '2020-06-19') },
  { on: '2020-12-17', tell: (run) => reckonAfter(run, '2020-12-16') },
  { on: '2021-01-08', tell: (run) => tell(run, [relay]) },
  { on: '2021-03-18', tell: (run) => reckonAfter(run, '2021-03-17') },
  { on: null, tell: tellToday },
];

type Teller = (sample: SampleBureau, cast: (key: string) => string, today: string) => ToldActivity;

async function tell(run: SampleRun, stories: readonly Teller[]): Promise<void> {
  const today = await run.act(async (act) => act.today);
  const sample = toldBureau();
  for (const story of stories) {
    const one = story(sample, castIn(sample), today);
    await tellActivity(run, one);
    if (one.draw) await foretell(run, one);
  }
}

const castIn = (sample: SampleBureau) => (key: string) => sample.cast.find((one) => one.key === key)!.staffNo;

async function openHouse(run: SampleRun): Promise<void> {
  await run.act(async (act) => {
    if ((await listVenueRows(act.db)).length > 0) return;
    for (const venue of venues) await addVenue(told(act, { on: MOVED_ON }), venue);
  });
}

async function addProgramme(act: Act, plan: ProgrammePlan, on: string): Promise<void> {
  if ((await listProgrammeRows(act.db)).some(({ name }) => name === plan.name)) return;
  await planProgramme(told(act, { on }), plan);
}

async function tellFestival(run: SampleRun): Promise<void> {
  await run.act((act) => addProgramme(act, festivalProgramme, '2020-07-13'));
  await run.act((act) => addProgramme(act, exchangeProgramme, '2020-07-13'));
  const sample = toldBureau();
  const [drawn, ...others] = festivalStory(sample, castIn(sample));
  await tellActivity(run, drawn!);
  // Drawing two thousand times again takes seconds of the other core.
  await Promise.all([foretell(run, drawn!), tellOneByOne(run, others)]);
}

async function tellOneByOne(run: SampleRun, stories: readonly ToldActivity[]): Promise<void> {
  for (const [k, story] of stories.entries()) {
    await tellActivity(run, story);
    await run.progress((k + 1) / stories.length);
  }
}

/** What the activity will be able to show, told on the day its teams were drawn. */
async function foretell(run: SampleRun, { name, draw }: ToldActivity): Promise<void> {
  const here = onDay(run, draw!.on);
  const activityId = await here.act(async (act) => {
    const id = (await listActivityRows(act.db)).find((row) => row.name === name)!.activity_id;
    return (await findForetold(act.db, id)) ? null : id;
  });
  if (activityId) await foretellEffect(here, activityId);
}

const onDay = (run: SampleRun, on: string) => ({
  act: <T>(work: (act: Act) => Promise<T>) => run.act((act) => work(told(act, { on, at: '17:00' }))),
});

const jointInspection: Teller = ({ occasions }, cast) => ({
  name: '3·15联合执法与宣传',
  purpose: '组建后第一次联合行动：几支原来的队伍合编成组，上街检查、接受咨询。',
  programme: null,
  organisers: [cast('enforcementHead')],
  plannedOn: '2019-03-08',
  approved: { on: '2019-03-11', by: cast('director') },
  capacity: null,
  nExpected: 41,
  closesOn: '2019-03-13',
  budget: [{ item: '宣传材料', yuan: 2600 }],
  safety: null,
  sessions: [
    {
      name: '',
      heldOn: '2019-03-15',
      startsAt: '08:30',
      endsAt: '12:00',
      signIn: 'safety',
      venue: null,
      place: '东岚区中心广场',
      present: occasions.meetings[0]!.present,
    },
  ],
});

const exchange: Teller = ({ occasions }, cast) => ({
  name: '执法交流会',
  purpose: '十次，每次一个办案主题。想听哪次来哪次，不用报名。',
  programme: exchangeProgramme.name,
  organisers: [cast('legalHead')],
  plannedOn: '2020-07-15',
  approved: { on: '2020-07-16', by: cast('qualityDeputy') },
  capacity: null,
  nExpected: 70,
  closesOn: '2020-07-24',
  budget: [],
  safety: null,
  sessions: occasions.meetings.slice(1).map(({ heldOn, present }, k) => ({
    name: `第${k + 1}次`,
    heldOn,
    startsAt: '14:30',
    endsAt: '17:00',
    signIn: 'training',
    venue: '多功能厅',
    present,
  })),
});

const relay: Teller = ({ occasions }, cast) => ({
  name: '迎新春业务接力赛',
  purpose: '四队抽签组成，一个下午，五道业务题接力作答，题目出自五个原单位的业务。',
  programme: null,
  organisers: [cast('programmeHead')],
  plannedOn: '2021-01-08',
  approved: { on: '2021-01-11', by: cast('qualityDeputy') },
  capacity: 24,
  nExpected: 24,
  closesOn: '2021-01-19',
  teams: { nTeams: RELAY_DRAW.teams.length, minSize: RELAY_DRAW.size, maxSize: RELAY_DRAW.size },
  budget: [{ item: '题卡与纪念品', yuan: 900 }],
  safety: null,
  registration: {
    opensOn: '2021-01-12',
    joins: joinsOn(
      '2021-01-14',
      occasions.relay.teams.flatMap(({ members }) => members),
    ),
  },
  draw: RELAY_DRAW,
  sessions: [
    {
      name: '',
      heldOn: occasions.relay.heldOn,
      startsAt: '14:30',
      endsAt: '16:30',
      signIn: 'none',
      venue: '多功能厅',
    },
  ],
});

/** Effects by the wave that closed on this day, while its answers and those of the wave before are still there. */
async function reckonAfter(run: SampleRun, closedOn: string): Promise<void> {
  const here = onDay(run, addDays(closedOn, 1));
  const due = await here.act(async (act) => {
    const wave = (await listPairWaves(act)).find((one) => one.closesOn === closedOn);
    return wave ? listDueEffects(act, wave.waveId) : [];
  });
  for (const activityId of due) await estimateEffect(here, activityId);
}

/** What a visitor finds today: one to join, one that waits for a leader; names of old lists gone as promised. */
async function tellToday(run: SampleRun): Promise<void> {
  await tell(run, [walk, readingEvening]);
  await run.act(settleLists);
}

const walk: Teller = ({ people }, cast, today) => ({
  name: '健步走与业务问答',
  purpose: '四公里，沿途四个问答点，边走边认识别的科室的人。组队由系统抽签。',
  programme: null,
  organisers: [cast('programmeHead')],
  plannedOn: addDays(today, -6),
  approved: { on: addDays(today, -4), by: cast('qualityDeputy') },
  capacity: 40,
  nExpected: 40,
  closesOn: addDays(today, 10),
  teams: { nTeams: 5, minSize: 5, maxSize: 8 },
  budget: [{ item: '饮水', yuan: 300 }],
  safety: null,
  registration: { opensOn: addDays(today, -3), joins: joinsOn(addDays(today, -2), someStaff(people)) },
  sessions: [
    {
      name: '',
      heldOn: addDays(today, 14),
      startsAt: '15:30',
      endsAt: '17:30',
      signIn: 'safety',
      venue: null,
      place: '岚川滨河步道东口',
    },
  ],
});

/** Every twelfth of the roster who is still there; nobody with an account, so that whoever tries it can join. */
const someStaff = (people: SampleBureau['people']): string[] =>
  people
    .filter(({ leftOn, level }, k) => leftOn === null && level === 'staff' && k % 12 === 5)
    .map(({ staffNo }) => staffNo);

const readingEvening: Teller = (_, cast, today) => ({
  name: '案例夜读会',
  purpose: '读一份经典处罚案卷，讲讲自己会怎么办。',
  programme: null,
  organisers: [cast('legalHead')],
  plannedOn: addDays(today, -1),
  approved: null,
  capacity: 30,
  nExpected: 25,
  closesOn: addDays(today, 12),
  budget: [{ item: '资料印制', yuan: 240 }],
  safety: null,
  sessions: [
    {
      name: '',
      heldOn: addDays(today, 16),
      startsAt: '18:30',
      endsAt: '20:00',
      signIn: 'none',
      venue: '职工活动室',
    },
  ],
});
