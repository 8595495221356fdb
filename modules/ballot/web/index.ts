/** What pages of other modules may use here: drawing a token, keeping it, casting with it, checking its receipt. */
export { canSeal, sealText, unsealText } from './sealed.ts';
export { deviceShelf, type Shelf } from './shelf.ts';
export {
  draw,
  forget,
  forgetReceipts,
  isKept,
  keep,
  keepReceipts,
  open,
  receiptsOf,
  takeAlong,
  takeIn,
  whyNotDraw,
  type DrawFault,
  type KeptToken,
} from './token.ts';
export {
  check,
  fetchBulletin,
  isOwnManifest,
  prepareBallot,
  send,
  type Checked,
  type Place,
} from './cast.ts';
