import type { Act } from '#platform/act/index.ts';
import type { PollView } from './poll.contract.ts';
import type { Role } from './poll.rules.ts';

const soon = (): never => {
  throw new Error('not built yet');
};

/** One role's issuer keys (a pair for each stratum) and signing key, sealed in a file under a passphrase. By the keeper. */
export const makeKeys = async (
  _act: Act,
  _pollId: string,
  _role: Role,
  _passphrase: string,
): Promise<PollView> => soon();
/** Registers the public tally key (`shareTallyKey` of engines/ballots, in a browser). By a keeper or trustee. */
export const setTallyKey = async (_act: Act, _pollId: string, _publicKey: string): Promise<PollView> =>
  soon();
/** The second signature fixes the manifest and opens the box: phase `signed`. By the keeper. */
export const signManifest = async (
  _act: Act,
  _pollId: string,
  _role: Role,
  _passphrase: string,
): Promise<PollView> => soon();
export const unlockKeys = async (
  _act: Act,
  _pollId: string,
  _role: Role,
  _passphrase: string,
): Promise<PollView> => soon();
export const lockKeys = async (_act: Act, _pollId: string, _role: Role): Promise<PollView> => soon();
