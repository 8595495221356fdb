/** Fusion's lines on a person's first page. */
import type { Act } from '#platform/act/index.ts';
import { recordsAt } from '#platform/ledger/index.ts';
import type { Followed, HomePart } from '#platform/module/index.ts';
import { permitted } from '#platform/permit/table.ts';
import { readMine } from './answer.work.ts';
import { briefExceptions, briefSentences, type BriefLine, type BriefWave } from './brief.rules.ts';
import { askLines, officeLines, type OfficeWave } from './home.rules.ts';
import { findHeadline, listReleases, listWaveRows } from './wave.data.ts';
import { busyWith, lifeOf, subjectOf } from './wave-load.work.ts';

export async function homeOf(act: Act): Promise<HomePart> {
  const { roles } = act.who;
  const { waves, minutes } = await readMine(act);
  const plans = permitted('fusion/plan', roles);
  const ofOffice = plans ? await officeWaves(act) : [];
  const headline = permitted('fusion/read', roles) ? await findHeadline(act.db) : undefined;
  return {
    todo: [
      ...(permitted('fusion/answer', roles) ? askLines(waves, minutes) : []),
      ...officeLines(ofOffice, act.today),
    ],
    findings: headline ? [{ text: headline.sentence, to: '/fusion', dueOn: null }] : [],
    ...(permitted('fusion/read', roles) && (await followedAndTold(act))),
    ...(plans && ofOffice.length === 0 && { firstStep: { text: firstStep, to: '/fusion/waves/new' } }),
  };
}

const firstStep = {
  zh: '拟定第一轮相识调查：同事之间从不认识到熟悉，要先有起点',
  en: 'Plan the first wave: how well colleagues know each other needs a starting point',
};

/** Kinds that every reader of a wave may know, and those that show how many answered or what is not out yet. */
const openKinds = ['fusion/opened', 'fusion/released', 'fusion/raw-deleted'];
const planningKinds = [...openKinds, 'fusion/planned', 'fusion/closed', 'fusion/measured', 'fusion/imported'];

async function followedAndTold(act: Act): Promise<Pick<HomePart, 'follows' | 'sentences' | 'exceptions'>> {
  const plans = permitted('fusion/plan', act.who.roles);
  const rows = (await listWaveRows(act.db)).filter(({ state }) => plans || state !== 'draft');
  const follows: Followed[] = rows.map((row) => ({
    subject: subjectOf(row.wave_id),
    to: plans ? `/fusion/waves/${row.wave_id}` : '/fusion',
    kinds: plans ? planningKinds : openKinds,
  }));
  if (!permitted('fusion/export', act.who.roles)) return { follows };
  const waves: BriefWave[] = rows.map((row) => ({
    ...lifeOf(row, false),
    id: row.wave_id,
    name: row.name,
    opensOn: row.opens_on,
    closesOn: row.closes_on,
  }));
  const shown = (await listReleases(act.db)).find(({ state }) => state === 'released');
  const newest = shown && { waveId: shown.wave_id, findings: shown.release.findings };
  return {
    follows,
    sentences: briefSentences(newest, waves, act.today).map(statementOf),
    exceptions: briefExceptions(newest, waves, act.today).map(statementOf),
  };
}

const statementOf = ({ text, to, waveId }: BriefLine) => ({
  text,
  to,
  records: waveId === null ? null : recordsAt({ subject: subjectOf(waveId) }),
});

async function officeWaves(act: Act): Promise<OfficeWave[]> {
  const waves: OfficeWave[] = [];
  for (const row of await listWaveRows(act.db)) {
    waves.push({
      ...lifeOf(row, (await busyWith(act, row)) !== null),
      id: row.wave_id,
      name: row.name,
      opensOn: row.opens_on,
      deleteOn: row.delete_on,
    });
  }
  return waves;
}
