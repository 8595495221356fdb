import type { FactKind } from '../contract/index.ts';

/** Who signed in when, and the house's own doings, are nobody's indicator. */
const neverAsked = ['identity/', 'sample/', 'ballot/'];

/** Whether indicators may ask for a kind of fact. */
export const isAskable = (kind: string, declared: FactKind): boolean =>
  declared.askable !== false && !neverAsked.some((beginning) => kind.startsWith(beginning));
