import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Download } from '#platform/contract/index.ts';
import { refuseSurvey } from './refuse.work.ts';

/** Where the build of the pages lays them (`web/vite.verifier.ts`). */
const built = join(import.meta.dirname, '../../dist/web');

/** SHA-256 (base64url) over the pages' files, as the notice prints it; empty where no pages were built. */
export async function clientHash(): Promise<string> {
  const text = await readFile(join(built, 'client-hash.json'), 'utf8').catch(() => null);
  return text === null ? '' : (JSON.parse(text) as { hash: string }).hash;
}

/** The offline verifier, to be saved: one HTML file that needs no server. */
export async function verifierFile(): Promise<Download> {
  const bytes = await readFile(join(built, 'verifier.html')).catch(() => null);
  if (bytes === null) throw refuseSurvey('survey/no-verifier');
  return { name: 'wenrong-verifier.html', type: 'text/html; charset=utf-8', bytes };
}
