import canonicalize from 'canonicalize';
import { sha256, utf8, type Bytes } from './bytes.ts';

/** RFC 8785: the one way to write a JSON value, as UTF-8. @throws where the value has none (NaN, half a character) */
export function canonical(value: unknown): Bytes {
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError('nothing to write');
  return utf8(text);
}

export const hashOf = (value: unknown): Promise<Bytes> => sha256(canonical(value));
