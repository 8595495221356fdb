/** The festival inside the Quality Month of September 2020: two kinds of contingents, forum, evening, exhibition. */
import { CONTINGENT_DRAW } from '#demo/festival.ts';
import { FESTIVAL_DAYS } from '#demo/programme.ts';
import type { SampleBureau } from '#demo/sample.ts';
import type { Join, Meeting, ToldActivity } from './told-activity.sample.ts';

export const festivalProgramme = {
  name: '2020年质量月暨首届机关文化艺术节',
  purpose: '以文促融、以文促业：让不同原单位的同事在排练、展演和论坛里认识，也让大家看到质量工作做了什么。',
  startsOn: '2020-08-05',
  endsOn: '2020-09-28',
};

const hall = '市监大楼报告厅';
const square = '市监大楼前广场';

export const venues = [
  { name: hall, place: '市监大楼 2 层', seats: 240, needsSafetyPlan: false, retired: false },
  { name: square, place: '市监大楼南侧', seats: null, needsSafetyPlan: true, retired: false },
  { name: '多功能厅', place: '市监大楼 9 层', seats: 80, needsSafetyPlan: false, retired: false },
  { name: '职工活动室', place: '市监大楼 3 层', seats: 40, needsSafetyPlan: false, retired: false },
];

const safety = {
  dangers: '室外高温中暑；人员集中进出时拥挤；器材绊倒。',
  emergency:
    '合练避开 11 至 16 时，备足饮水和防暑药品；东、西两个出口各有一人引导；不适者由医务联络员送一楼休息室，必要时拨打 120。',
  responsible: '质量发展科值班电话 0000-0000000',
};

/** All of it, in the order in which it began. `cast` finds staff numbers by the keys of the cast. */
export function festivalStory(sample: SampleBureau, cast: (key: string) => string): ToldActivity[] {
  const whole = {
    programme: festivalProgramme.name,
    organisers: [cast('programmeHead')],
    plannedOn: '2020-07-14',
    approved: { on: '2020-07-15', by: cast('qualityDeputy') },
    safety,
  };
  return [
    { ...whole, ...drawnContingents(sample) },
    {
      ...whole,
      ...unitContingents(sample),
      organisers: [cast('testingHead'), cast('programmeHead')],
    },
    { ...whole, ...exhibition(sample) },
    { ...whole, ...forum(sample) },
    { ...whole, ...evening(sample) },
  ];
}

type Part = Omit<ToldActivity, 'programme' | 'organisers' | 'plannedOn' | 'approved' | 'safety'>;

function drawnContingents({ occasions, programme }: SampleBureau): Part {
  const drawn = occasions.contingents.filter(({ enteredBy }) => enteredBy === null);
  const n = CONTINGENT_DRAW.teams.length * CONTINGENT_DRAW.size;
  return {
    name: '方阵展演（抽签编队）',
    purpose: '六个方阵由系统抽签编队，每队都有多个原单位的同事，一起合练六次，9月1日在质量月开幕式上展演。',
    capacity: n,
    nExpected: n,
    closesOn: FESTIVAL_DAYS.signUpUntil,
    teams: {
      nTeams: CONTINGENT_DRAW.teams.length,
      minSize: CONTINGENT_DRAW.size,
      maxSize: CONTINGENT_DRAW.size,
    },
    budget: [
      { item: '服装与手持道具', yuan: 16_200 },
      { item: '饮水与防暑用品', yuan: 2400 },
    ],
    registration: { opensOn: FESTIVAL_DAYS.signUpFrom, joins: programme.signUps },
    draw: CONTINGENT_DRAW,
    sessions: rehearsalsOf(drawn),
  };
}

function unitContingents({ occasions }: SampleBureau): Part {
  const own = occasions.contingents.filter(({ enteredBy }) => enteredBy !== null);
  return {
    name: '方阵展演（检测中心、特检所自组）',
    purpose: '两个直属单位各自组队，在本单位院内合练，9月1日与抽签编队的六个方阵同台展演。',
    units: ['综合检验检测中心', '特种设备检验所'],
    capacity: null,
    nExpected: 50,
    closesOn: FESTIVAL_DAYS.signUpUntil,
    budget: [{ item: '服装与手持道具', yuan: 5000 }],
    registration: {
      opensOn: FESTIVAL_DAYS.signUpFrom,
      joins: joinsOn(
        '2020-07-28',
        own.flatMap(({ members }) => members),
      ),
    },
    sessions: rehearsalsOf(own),
  };
}

/** Six rehearsals in the late afternoon, and the opening. */
function rehearsalsOf(contingents: SampleBureau['occasions']['contingents']): Meeting[] {
  const days = contingents[0]!.rehearsals.map(({ heldOn }) => heldOn);
  const meeting = { venue: square, signIn: 'safety' as const };
  return [
    ...days.map((heldOn, k) => ({
      ...meeting,
      name: `第${k + 1}次合练`,
      heldOn,
      startsAt: '16:30',
      endsAt: '18:00',
      present: contingents.flatMap(({ rehearsals }) => rehearsals[k]!.present),
    })),
    {
      ...meeting,
      name: '开幕式展演',
      heldOn: '2020-09-01',
      startsAt: '09:00',
      endsAt: '10:30',
      present: contingents.flatMap(({ members }) => members),
    },
  ];
}

const exhibition = ({ programme }: SampleBureau): Part => ({
  name: '书画摄影展',
  purpose: '展出职工的书法、绘画和摄影作品，9月10日至25日在一楼大厅。',
  capacity: null,
  nExpected: 71,
  closesOn: '2020-09-04',
  budget: [{ item: '装裱与展架', yuan: 4000 }],
  registration: {
    opensOn: '2020-08-03',
    joins: joinsOn('2020-08-28', [...new Set(programme.works.map(({ author }) => author))]),
  },
  sessions: [
    {
      name: '开展',
      heldOn: '2020-09-10',
      startsAt: '09:00',
      endsAt: '09:30',
      signIn: 'none',
      venue: null,
      place: '市监大楼一楼大厅',
    },
  ],
});

const forum = ({ programme }: SampleBureau): Part => ({
  name: '质量论坛',
  purpose: '六场发言：来自检验一线、执法一线和企业服务的问题与办法。',
  capacity: null,
  nExpected: 150,
  closesOn: FESTIVAL_DAYS.forum,
  budget: [{ item: '会务与资料', yuan: 3200 }],
  sessions: [
    {
      name: '',
      heldOn: FESTIVAL_DAYS.forum,
      startsAt: '14:30',
      endsAt: '17:00',
      signIn: 'seat',
      venue: hall,
      present: programme.forum,
    },
  ],
});

const evening = ({ programme }: SampleBureau): Part => ({
  name: '文艺晚会',
  purpose: `${programme.items.length} 个节目，其中小品《一份检验报告》和情景剧《十二层的电梯》取材于检验工作。`,
  capacity: null,
  nExpected: 126,
  closesOn: '2020-08-21',
  budget: [
    { item: '灯光音响租赁', yuan: 9000 },
    { item: '纪念品', yuan: 2000 },
  ],
  registration: {
    opensOn: '2020-08-03',
    joins: joinsOn(
      '2020-08-19',
      programme.items.flatMap(({ performers }) => performers),
    ),
  },
  sessions: [
    {
      name: '',
      heldOn: FESTIVAL_DAYS.evening,
      startsAt: '19:00',
      endsAt: '21:00',
      signIn: 'safety',
      venue: hall,
      present: programme.items.flatMap(({ performers }) => performers),
    },
  ],
});

export const joinsOn = (on: string, people: readonly string[]): Join[] =>
  people.map((staffNo) => ({ staffNo, on }));
