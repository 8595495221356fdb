import { leave } from '../identity/index.ts';
import { bind, type BoundRoute } from '../module/index.ts';
import { sampleRoutes } from './sample.contract.ts';
import { enterSample, loadSample, readSample, removeSample } from './sample.work.ts';

const ok = { ok: true } as const;

export const sampleBoundRoutes: BoundRoute[] = bind(sampleRoutes, {
  readSample: { outside: (_input, caller) => readSample(caller.runAct, caller.who) },
  loadSample: { outside: (_input, caller) => loadSample(caller.runAct, caller.who) },
  enterSample: {
    async outside({ body }, caller) {
      const { bureauId, token } = await enterSample(caller.runAct, caller.who, body.accountId);
      await leave(caller);
      caller.startSession(bureauId, token);
      return ok;
    },
  },
  removeSample: {
    async outside(_input, caller) {
      await removeSample(caller.runAct, caller.who);
      return ok;
    },
  },
});
