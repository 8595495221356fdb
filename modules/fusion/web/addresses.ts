/**
 * The module's routes by their addresses, typed by the contract but without its schemas: what staff
 * open on a phone stays light. `addresses.contract.test.ts` holds them to the contract.
 */
import { address } from '#web/address.ts';
import type { answerRoutes } from '../answer.contract.ts';
import type { resultRoutes } from '../result.contract.ts';
import type { waveRoutes } from '../wave.contract.ts';

type Answer = typeof answerRoutes;
type Result = typeof resultRoutes;
type Wave = typeof waveRoutes;

export const askMine = address<Answer['readMine']>('GET', '/api/fusion/mine');
export const setPreference = address<Answer['setPreference']>('PUT', '/api/fusion/mine/preference');
export const giveConsent = address<Answer['giveConsent']>('POST', '/api/fusion/waves/:waveId/consent');
export const askSheet = address<Answer['readSheet']>('GET', '/api/fusion/waves/:waveId/sheet');
export const saveAnswers = address<Answer['saveAnswers']>('PATCH', '/api/fusion/waves/:waveId/sheet');
export const finishSheet = address<Answer['finishSheet']>('POST', '/api/fusion/waves/:waveId/sheet/finish');
export const withdrawSheet = address<Answer['withdrawSheet']>('DELETE', '/api/fusion/waves/:waveId/sheet');
export const askCard = address<Answer['readCard']>('GET', '/api/fusion/waves/:waveId/card');

export const askResults = address<Result['listResults']>('GET', '/api/fusion/results');
export const askResult = address<Result['readResult']>('GET', '/api/fusion/waves/:waveId/result');
export const askEffects = address<Result['listEffects']>('GET', '/api/fusion/waves/:waveId/effects');
export const exportResult = address<Result['exportResult']>('GET', '/api/fusion/waves/:waveId/result.xlsx');

export const askWaves = address<Wave['listWaves']>('GET', '/api/fusion/waves');
export const askWave = address<Wave['readWave']>('GET', '/api/fusion/waves/:waveId');
export const planWave = address<Wave['planWave']>('POST', '/api/fusion/waves');
export const editWave = address<Wave['editWave']>('PUT', '/api/fusion/waves/:waveId');
export const removeWave = address<Wave['removeWave']>('DELETE', '/api/fusion/waves/:waveId');
export const openWave = address<Wave['openWave']>('POST', '/api/fusion/waves/:waveId/opening');
export const closeWave = address<Wave['closeWave']>('POST', '/api/fusion/waves/:waveId/closing');
export const measureWave = address<Wave['measureWave']>('POST', '/api/fusion/waves/:waveId/measuring');
export const releaseWave = address<Wave['releaseWave']>('POST', '/api/fusion/waves/:waveId/release');
export const deleteRaw = address<Wave['deleteRaw']>('POST', '/api/fusion/waves/:waveId/raw-deletion');
export const askTurnout = address<Wave['readTurnout']>('GET', '/api/fusion/waves/:waveId/turnout');
export const template = address<Wave['downloadTemplate']>('GET', '/api/fusion/import-template.xlsx');
export const uploadWaveFile = address<Wave['uploadWaveFile']>('POST', '/api/fusion/waves/:waveId/files');
