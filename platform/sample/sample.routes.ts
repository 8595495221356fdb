import { bind, type BoundRoute, type Caller } from '../module/index.ts';
import { sampleRoutes } from './sample.contract.ts';
import { enterSample, loadSample, readSample, removeSample } from './sample.work.ts';

const ok = { ok: true } as const;

export const sampleBoundRoutes: BoundRoute[] = bind(sampleRoutes, {
  readSample: (act, _input, caller: Caller) => readSample(act, caller.runAct),
  loadSample: (act, _input, caller) => loadSample(act, caller.runAct),
  async enterSample(act, { body }, caller) {
    const { bureauId, token } = await enterSample(act, caller.runAct, body.accountId);
    caller.startSession(bureauId, token);
    return ok;
  },
  async removeSample(act, _input, caller) {
    await removeSample(act, caller.runAct);
    return ok;
  },
});
