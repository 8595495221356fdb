/** A poll that is given up before it was signed: nobody drew, so nothing of it need be kept. */
import type { Act } from '#platform/act/index.ts';
import { deleteIssuance, issuanceTables } from './issue.data.ts';
import { lockedPoll, needStage } from './load.work.ts';
import { destroyIssuerKeys } from './poll.work.ts';
import { sweepAfter } from './resident.work.ts';

/** The frozen list of who may answer and the keepers' keys are destroyed; the poll itself stays an empty draft. */
export async function withdrawPoll(act: Act, pollId: string): Promise<void> {
  const row = await lockedPoll(act, pollId);
  needStage(row, 'draft', act.today);
  await deleteIssuance(act.db, act.bureauId, pollId);
  sweepAfter(act, issuanceTables);
  act.onCommit(() => destroyIssuerKeys(act, pollId));
}
