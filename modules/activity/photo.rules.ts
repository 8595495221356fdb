/** Who may see a photo. Pure. */
import type { Audience, PhotoConsent } from './photo.contract.ts';

export interface PhotoState {
  askedDown: boolean;
  /** Everybody who can be recognised is named, or nobody can be. */
  allTagged: boolean;
  /** What those named want. */
  consents: readonly PhotoConsent[];
}

/**
 * Asked down, or with somebody who does not want it: organisers alone, to decide. For the whole bureau only
 * once everybody on it is known and agrees; until then those who took part.
 */
export function audienceOf({ askedDown, allTagged, consents }: PhotoState): Audience {
  if (askedDown || consents.includes('no')) return 'organisers';
  return allTagged && consents.every((consent) => consent === 'yes') ? 'bureau' : 'taking-part';
}

export interface Viewer {
  organises: boolean;
  takesPart: boolean;
}

export const maySee = (audience: Audience, { organises, takesPart }: Viewer): boolean =>
  organises || audience === 'bureau' || (audience === 'taking-part' && takesPart);
