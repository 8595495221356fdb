import * as z from 'zod';
import { Id, route } from '#platform/contract/index.ts';
import { Ballot, Bulletin, Receipt, SignedManifest } from './ballot.contract.ts';

const params = z.object({ bureauId: Id, pollId: Id });
const open = { permit: 'anyone', params, anonymous: true } as const;

/** What the box answers to anybody: at P1 beside the other routes, at P2 at an address of its own. */
export const boxRoutes = {
  readManifest: route({
    method: 'GET',
    path: '/api/ballot-box/:bureauId/:pollId',
    summary: { zh: '票箱：已签署的清单', en: 'The box: the signed manifest' },
    ...open,
    reply: SignedManifest,
  }),
  castBallot: route({
    method: 'POST',
    path: '/api/ballot-box/:bureauId/:pollId/ballots',
    summary: { zh: '票箱：投票，回执里没有时间', en: 'The box: cast a ballot; the receipt holds no time' },
    ...open,
    body: Ballot,
    reply: Receipt,
  }),
  readBoxBulletin: route({
    method: 'GET',
    path: '/api/ballot-box/:bureauId/:pollId/bulletin',
    summary: { zh: '票箱：关箱后的公告', en: 'The box: the bulletin once it is closed' },
    ...open,
    reply: Bulletin,
  }),
};
