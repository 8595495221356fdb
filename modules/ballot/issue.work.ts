import type { Act } from '#platform/act/index.ts';

export interface Drawn {
  stratum: string;
  blindSigs: string[];
  issuedOn: string;
}

/** Signs what the acting person blinded: once, and the same again for the same values. */
export const drawToken = async (_act: Act, _pollId: string, _blinded: readonly string[]): Promise<Drawn> => {
  throw new Error('not built yet');
};
