import type { Act } from '#platform/act/index.ts';
import type { HomePart } from '#platform/module/index.ts';
import { permitted } from '#platform/permit/table.ts';
import { listUnits } from './door.work.ts';

/** Everything else stands on the roster: as long as there is none, it is the first step. */
export async function homeOf(act: Act): Promise<HomePart> {
  const nothing = { todo: [], findings: [] };
  if (!permitted('people/import', act.who.roles)) return nothing;
  if ((await listUnits(act, act.today)).length > 0) return nothing;
  return { ...nothing, firstStep: { text: firstStep, to: '/imports' } };
}

const firstStep = {
  zh: '导入花名册：一份 Excel，姓名、科室和原单位',
  en: 'Import the roster: one Excel file with names, sections and legacy agencies',
};
