/** Results as pages read them: the kept release and nothing behind it. */
import type { Act } from '#platform/act/index.ts';
import type { Download, Reply } from '#platform/contract/index.ts';
import { xlsxType } from '#platform/contract/index.ts';
import { permitted } from '#platform/permit/table.ts';
import { listBureaus } from '#platform/identity/index.ts';
import { writeWorkbook } from '#platform/sheets/index.ts';
import type { resultRoutes } from './result.contract.ts';
import { resultPlan } from './result.sheets.ts';
import { findRelease, listReleases, type WaveRow } from './wave.data.ts';
import { mayExport, mayRelease, whyNotExport } from './wave.rules.ts';
import { lifeOf, loadWave, refuse, refuseIf } from './wave-load.work.ts';

const seesUnreleased = (act: Act): boolean => permitted('fusion/plan', act.who.roles);

export async function listResults(act: Act): Promise<Reply<typeof resultRoutes.listResults>> {
  const rows = (await listReleases(act.db)).filter((row) => row.state === 'released' || seesUnreleased(act));
  return rows.map(({ release, state }) => {
    const { within, across, chance, eiDensity } = release.nets.confirmed1;
    return {
      waveId: release.wave.id,
      name: release.wave.name,
      asOfOn: release.wave.asOfOn,
      state,
      headline: release.findings[0]!.sentence,
      within,
      across,
      chance,
      eiDensity,
      rate: release.response.rate,
    };
  });
}

/** A measured wave's result, if this reader may see it; refuses otherwise. */
export async function loadResult(act: Act, waveId: string) {
  const row = await loadWave(act, waveId);
  if (row.state !== 'released' && !seesUnreleased(act)) throw refuse('fusion/not-released');
  const kept = await findRelease(act.db, waveId);
  if (!kept) throw refuse('fusion/not-measured');
  return { row, release: kept.release };
}

export async function readResult(act: Act, waveId: string): Promise<Reply<typeof resultRoutes.readResult>> {
  const { row, release } = await loadResult(act, waveId);
  return {
    release,
    state: row.state,
    releasedOn: row.released_on,
    rawDeletedOn: row.raw_deleted_on,
    may: mayWith(act, row),
  };
}

function mayWith(act: Act, row: WaveRow) {
  const life = lifeOf(row, false);
  const none = { may: false };
  return {
    export: permitted('fusion/export', act.who.roles) ? mayExport(life) : none,
    release: permitted('fusion/plan', act.who.roles) ? mayRelease(life) : none,
  };
}

/** The release as a workbook; it holds what the pages show and nothing else. */
export async function exportResult(act: Act, waveId: string): Promise<Download> {
  const { row, release } = await loadResult(act, waveId);
  refuseIf(whyNotExport(lifeOf(row, false)));
  act.record({ kind: 'fusion/exported', subject: `wave/${waveId}`, data: { name: row.name } });
  const bureau = (await listBureaus(act.db)).find(({ bureau_id: id }) => id === act.bureauId)!.name;
  const bytes = writeWorkbook(resultPlan(release, bureau));
  return { name: `${row.name} 结果.xlsx`, type: xlsxType, bytes };
}
