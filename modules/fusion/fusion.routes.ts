import { bind, type BoundRoute } from '#platform/module/index.ts';
import { answerRoutes } from './answer.contract.ts';
import * as answer from './answer.work.ts';
import { listEffects } from './activity-effect.work.ts';
import { downloadTemplate, takeFile } from './import.work.ts';
import { resultRoutes } from './result.contract.ts';
import * as result from './result.work.ts';
import { waveRoutes } from './wave.contract.ts';
import { readTurnout } from './turnout.work.ts';
import * as life from './wave-life.work.ts';
import { listWaves, readWave } from './wave-view.work.ts';
import * as wave from './wave.work.ts';

const ok = { ok: true } as const;

export const fusionBoundRoutes: BoundRoute[] = [
  ...bind(waveRoutes, {
    listWaves: (act) => listWaves(act),
    readWave: (act, { params }) => readWave(act, params.waveId),
    planWave: (act, { body }) => wave.planWave(act, body),
    editWave: (act, { params, body }) => wave.editWave(act, params.waveId, body),
    async removeWave(act, { params }) {
      await wave.removeWave(act, params.waveId);
      return ok;
    },
    openWave: (act, { params }) => life.openWave(act, params.waveId),
    closeWave: (act, { params }) => life.closeWave(act, params.waveId),
    measureWave: (act, { params }) => life.measureAgain(act, params.waveId),
    releaseWave: (act, { params }) => life.releaseWave(act, params.waveId),
    deleteRaw: (act, { params, body }) => life.deleteRawByHand(act, params.waveId, body.word),
    readTurnout: (act, { params }) => readTurnout(act, params.waveId),
    downloadTemplate: () => downloadTemplate(),
    uploadWaveFile: (act, { params, body, upload }) => takeFile(act, params.waveId, body, upload),
  }),
  ...bind(answerRoutes, {
    readMine: (act) => answer.readMine(act),
    setPreference: (act, { body }) => answer.setPreference(act, body),
    giveConsent: (act, { params }) => answer.giveConsent(act, params.waveId),
    readSheet: (act, { params }) => answer.readSheet(act, params.waveId),
    saveAnswers: (act, { params, body }) => answer.saveAnswers(act, params.waveId, body),
    finishSheet: (act, { params }) => answer.finishSheet(act, params.waveId),
    async withdrawSheet(act, { params }) {
      await answer.withdrawSheet(act, params.waveId);
      return ok;
    },
    readCard: (act, { params }) => answer.readCard(act, params.waveId),
  }),
  ...bind(resultRoutes, {
    listResults: (act) => result.listResults(act),
    readResult: (act, { params }) => result.readResult(act, params.waveId),
    listEffects: (act, { params }) => listEffects(act, params.waveId),
    exportResult: (act, { params }) => result.exportResult(act, params.waveId),
  }),
];
