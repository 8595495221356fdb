/** What the box answers: that this ballot is in it. Says nothing of what is in the ballot, nor when it came. */
import { fromB64, toB64, type B64, type Bytes } from './bytes.ts';
import { canonical } from './canonical.ts';
import { isSigned, signBytes, type Ed25519 } from './sign.ts';

export interface Receipt {
  pollId: string;
  tokenId: B64;
  version: number;
  ballotId: B64;
  /** Ed25519 by the box over the other four, in canonical JSON. */
  serverSig: B64;
}

type Unsigned = Omit<Receipt, 'serverSig'>;

const messageOf = ({ pollId, tokenId, version, ballotId }: Unsigned): Bytes =>
  canonical({ pollId, tokenId, version, ballotId });

export const makeReceipt = (said: Unsigned, boxSecret: Bytes): Receipt =>
  signReceipt(said, { signBytes: (message) => signBytes(message, boxSecret) });

/** The same, where another library holds the box's key. */
export const signReceipt = (said: Unsigned, how: Pick<Ed25519, 'signBytes'>): Receipt => ({
  ...said,
  serverSig: toB64(how.signBytes(messageOf(said))),
});

export function isReceipt(receipt: Receipt, receiptKey: B64): boolean {
  try {
    return isSigned(messageOf(receipt), fromB64(receipt.serverSig), fromB64(receiptKey));
  } catch {
    return false;
  }
}
