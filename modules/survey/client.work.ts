import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Written by the build of the pages (`web/vite.client-hash.ts`). */
const place = join(import.meta.dirname, '../../dist/web/client-hash.json');
let known: string | undefined;

/** SHA-256 (base64url) over the page's files, as the notice prints it; empty where no pages were built. */
export async function clientHash(): Promise<string> {
  if (known !== undefined) return known;
  const text = await readFile(place, 'utf8').catch(() => null);
  known = text === null ? '' : (JSON.parse(text) as { hash: string }).hash;
  return known;
}
