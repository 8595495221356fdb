/** Fusion's lines on a person's first page. */
import type { Act } from '#platform/act/index.ts';
import type { HomePart } from '#platform/module/index.ts';
import { permitted } from '#platform/permit/table.ts';
import { readMine } from './answer.work.ts';
import { askLines, officeLines, type OfficeWave } from './home.rules.ts';
import { findHeadline, listWaveRows } from './wave.data.ts';
import { busyWith, lifeOf } from './wave-load.work.ts';

export async function homeOf(act: Act): Promise<HomePart> {
  const { roles } = act.who;
  const { waves, minutes } = await readMine(act);
  const ofOffice = permitted('fusion/plan', roles) ? officeLines(await officeWaves(act), act.today) : [];
  const headline = permitted('fusion/read', roles) ? await findHeadline(act.db) : undefined;
  return {
    todo: [...(permitted('fusion/answer', roles) ? askLines(waves, minutes) : []), ...ofOffice],
    findings: headline ? [{ text: headline.sentence, to: '/fusion', dueOn: null }] : [],
  };
}

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
