import { argon2, createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

const derive = promisify(argon2);

/** OWASP's first choice: argon2id, 19 MiB, two passes. */
const cost = { memory: 19_456, passes: 2, parallelism: 1 } as const;

const run = (
  password: string,
  nonce: Uint8Array,
  given: { memory: number; passes: number; parallelism: number },
) => derive('argon2id', { message: Buffer.from(password.normalize('NFKC')), nonce, tagLength: 32, ...given });

const b64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64').replace(/=+$/, '');

/** Hash in PHC form, so that the cost can be raised later without losing anybody's password. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const tag = await run(password, salt, cost);
  return `$argon2id$v=19$m=${cost.memory},t=${cost.passes},p=${cost.parallelism}$${b64(salt)}$${b64(tag)}`;
}

/** False for a wrong password; takes as long when there is no hash at all, so that accounts cannot be guessed. */
export async function passwordFits(password: string, hash: string | null): Promise<boolean> {
  const [, , , costs, salt, tag] = (hash ?? decoy).split('$');
  const [m, t, p] = (costs ?? '').split(',').map((part) => Number(part.slice(2)));
  const given = { memory: m!, passes: t!, parallelism: p! };
  const made = await run(password, Buffer.from(salt ?? '', 'base64'), given);
  const wanted = Buffer.from(tag ?? '', 'base64');
  return wanted.length === made.length && timingSafeEqual(made, wanted) && hash !== null;
}
const decoy = `$argon2id$v=19$m=${cost.memory},t=${cost.passes},p=${cost.parallelism}$${'A'.repeat(22)}$${'A'.repeat(43)}`;

/** 256 random bits for a session; only its SHA-256 is stored. */
export const newToken = (): string => randomBytes(32).toString('base64url');

export const hashToken = (token: string): string => createHash('sha256').update(token).digest('hex');

// Without 0/O, 1/I/L: read aloud and typed by people.
const letters = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';

/** A one-time code of 12 letters in three groups, about 59 bits. */
export function newCode(): string {
  const picked: string[] = [];
  while (picked.length < 12) {
    const byte = randomBytes(1)[0]!;
    if (byte < 248) picked.push(letters[byte % 31]!);
  }
  return [0, 4, 8].map((from) => picked.slice(from, from + 4).join('')).join('-');
}

/** What people type, in the form that was given out. */
export const tidyCode = (typed: string): string => {
  const plain = typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '');
  return plain.match(/.{1,4}/g)?.join('-') ?? '';
};
