import { bind, type BoundRoute } from '#platform/module/index.ts';
import { allowReissue, drawToken } from './issue.work.ts';
import * as key from './key.work.ts';
import { pollRoutes } from './poll.contract.ts';
import { readBulletin } from './poll.work.ts';
import { giveShare } from './tally.work.ts';
import { readPoll } from './view.work.ts';

export const ballotBoundRoutes: BoundRoute[] = [
  ...bind(pollRoutes, {
    readPoll: (act, { params }) => readPoll(act, params.pollId),
    drawToken: (act, { params, body }) => drawToken(act, params.pollId, body.blinded),
    readBulletin: (act, { params }) => readBulletin(act, params.pollId),
    makeKeys: (act, { params, body }) => key.makeKeys(act, params.pollId, body.role, body.passphrase),
    setTallyKey: (act, { params, body }) => key.setTallyKey(act, params.pollId, body),
    confirmShare: (act, { params, body }) => key.confirmShare(act, params.pollId, body.shareHash),
    signManifest: (act, { params, body }) => key.signManifest(act, params.pollId, body.role, body.passphrase),
    unlockKeys: (act, { params, body }) => key.unlockKeys(act, params.pollId, body.role, body.passphrase),
    lockKeys: (act, { params, body }) => key.lockKeys(act, params.pollId, body.role),
    giveShare: (act, { params, body }) => giveShare(act, params.pollId, body.share),
    async allowReissue(act, { params, body }) {
      await allowReissue(act, params.pollId, body.role, body.personId);
      return readPoll(act, params.pollId);
    },
  }),
];
