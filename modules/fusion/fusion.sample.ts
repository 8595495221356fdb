/** The waves of the sample bureau, told through the real acts, each on its own day. Everything is invented. */
import { addDays } from '#platform/contract/index.ts';
import type { Act } from '#platform/act/index.ts';
import type { Chapter, SampleRun } from '#platform/module/index.ts';
import { listPeopleOn } from '#modules/people/index.ts';
import { fnv1a32 } from '#engines/random/index.ts';
import { DOMAINS, WAVES, type Wave, type WaveCode } from '#demo/frame.ts';
import { makeReports, type Reports } from '#demo/reports.ts';
import { toldBureau, type SampleBureau } from '#demo/sample.ts';
import { makeTies } from '#demo/ties.ts';
import { answerAliases } from './alias.work.ts';
import { saveManySheets } from './answer.work.ts';
import { listMembers } from './member.data.ts';
import { measureWave } from './measure.work.ts';
import { listWaveRows, type WaveRow } from './wave.data.ts';
import { addMonths, domainsFor } from './wave.rules.ts';
import { planWave } from './wave.work.ts';
import { closeWave, deleteRaw, openWave, releaseWave } from './wave-life.work.ts';

const purpose =
  '只用来了解不同原单位的同事相识到什么程度、哪些业务还不熟悉，以便安排交流活动。不用于考核、任免、评先评优，也不给任何人看某个人的回答。';

interface Story {
  sample: SampleBureau;
  reports: Reports;
}

/** A second's work, made once for all chapters and given up after the last. */
let story: Story | null = null;

function storyOf(): Story {
  if (story) return story;
  const sample = toldBureau();
  story = { sample, reports: makeReports(sample, makeTies(sample)) };
  return story;
}

/** The later waves are planned early, so that an activity before them can say what they will be able to show. */
const PLANNED_ON = { '2020-12': '2020-07-13', '2021-03': '2021-01-04' };

/** A wave that is there is left as it is, so that a load that was cut off is simply begun again. */
export const fusionSample: readonly Chapter[] = [
  ...Object.entries(PLANNED_ON).map(([code, on]) => ({
    on,
    tell: (run: SampleRun) =>
      run.act(async (act) => {
        const wave = WAVES.find((one) => one.code === code)!;
        if (!(await findByName(act, nameOf(wave)))) await planTold(act, wave, on);
      }),
  })),
  ...WAVES.map((wave) => ({ on: wave.opensOn, tell: (run: SampleRun) => tellWave(run, storyOf(), wave) })),
  {
    on: null,
    async tell(run) {
      await openLiveWave(run, storyOf());
      story = null;
    },
  },
];

const nameOf = (wave: Pick<Wave, 'code' | 'name'>): string => `${wave.code} ${wave.name}`;

const findByName = async (act: Act, name: string): Promise<WaveRow | undefined> =>
  (await listWaveRows(act.db)).find((row) => row.name === name);

/**
 * Plan, open, answers, close, measure, release, all in one transaction: a wave is told whole or not at all,
 * and no daily deletion comes between. Raw answers of waves before whose day has come are deleted first.
 */
async function tellWave(run: SampleRun, { sample, reports }: Story, wave: Wave): Promise<void> {
  const name = nameOf(wave);
  const { code, opensOn, closesOn } = wave;
  await run.act(async (act) => {
    await deleteDue(act, opensOn);
    const planned = await findByName(act, name);
    if (planned && planned.state !== 'draft') return;
    const waveId = planned?.wave_id ?? (await planTold(act, wave, addDays(opensOn, -7)));
    await openWave(act, waveId, { on: opensOn, ringsOver: 'staff-numbers' });
    await answerAs(act, { waveId, code, sample, reports });
    await closeWave(act, waveId, { on: closesOn, measure: false });
    const here = { act: <T>(work: (act: Act) => Promise<T>) => work(act), progress: async () => undefined };
    await measureWave(here, waveId, addDays(closesOn, 1));
    await releaseWave(act, waveId, { on: addDays(closesOn, 12) });
  });
}

async function planTold(act: Act, wave: Wave, on: string): Promise<string> {
  const { opensOn, closesOn } = wave;
  const name = nameOf(wave);
  const plan = {
    name,
    purpose,
    source: 'asked' as const,
    asOfOn: opensOn,
    unitIds: null,
    opensOn,
    closesOn,
    deleteOn: addMonths(closesOn, 6),
    namesPerPerson: 30,
    domains: DOMAINS.map(({ code, name, home }) => ({ code, name, home })),
  };
  const { id } = await planWave(act, plan, { on, seed: seedOf(name) });
  return id;
}

const seedOf = (name: string): number => fnv1a32(name) >>> 1;

/** Raw answers kept no longer than promised, also in the telling. */
async function deleteDue(act: Act, day: string): Promise<void> {
  for (const row of await listWaveRows(act.db)) {
    const over = row.state === 'measured' || row.state === 'released';
    if (over && row.raw_deleted_on === null && row.delete_on <= day)
      await deleteRaw(act, row.wave_id, { on: row.delete_on });
  }
}

interface Answering {
  waveId: string;
  code: WaveCode;
  sample: SampleBureau;
  reports: Reports;
  /** Of those who respond, only every so many. */
  everyNth?: number;
}

/** Everybody who responds in the story fills in a sheet. */
async function answerAs(act: Act, { waveId, code, sample, reports, everyNth = 1 }: Answering): Promise<void> {
  const row = (await listWaveRows(act.db)).find((one) => one.wave_id === waveId)!;
  const aliasOf = await answerAliases(act);
  const people = await listPeopleOn(act, row.as_of_on);
  const byAlias = new Map(people.map((person) => [aliasOf(person.personId), person]));
  const sheets = (await listMembers(act.db, waveId)).flatMap((member) => {
    const person = byAlias.get(member.alias);
    const chosen = person && Number(person.staffNo.slice(2)) % everyNth === 0;
    if (!chosen || !reports.responds(code, person.staffNo)) return [];
    const asked = (member.asks ?? []).flatMap((alias) => byAlias.get(alias) ?? []);
    return [
      {
        personId: person.personId,
        people: asked.map((other) => ({
          personId: other.personId,
          said: reports.reportOf(code, person.staffNo, other.staffNo) ?? ('skip' as const),
        })),
        domains: sample.domains.map((domain) => ({
          code: domain.code,
          said: reports.knowledgeOf(code, person.staffNo, domain.code) ?? ('skip' as const),
        })),
      },
    ];
  });
  await saveManySheets(act, waveId, sheets);
}

const liveName = '试填：现在就可以答';

/** One wave is open on the day the sample is loaded, so that a visitor can answer, and close it. */
async function openLiveWave(run: SampleRun, { sample, reports }: Story): Promise<void> {
  await run.act(async (act) => {
    await deleteDue(act, act.today);
    if (await findByName(act, liveName)) return;
    const closesOn = addDays(act.today, 30);
    const wave = await planWave(
      act,
      {
        name: liveName,
        purpose,
        source: 'asked',
        asOfOn: act.today,
        unitIds: null,
        opensOn: act.today,
        closesOn,
        deleteOn: addMonths(closesOn, 3),
        namesPerPerson: 30,
        domains: domainsFor(sample.legacyAgencies.map(({ code }) => code)),
      },
      { seed: seedOf(liveName) },
    );
    await openWave(act, wave.id, { ringsOver: 'staff-numbers' });
    await answerAs(act, { waveId: wave.id, code: '2021-03', sample, reports, everyNth: 2 });
  });
}
