/** The offline verifier's page: two files in, sentences out. No framework, no network. */
import type { Receipt } from '#engines/ballots/index.ts';
import { verify, type BulletinFile } from './verify.ts';

const part = <T extends HTMLElement>(id: string): T => document.getElementById(id) as T;
const fileOf = (id: string): File | undefined => part<HTMLInputElement>(id).files?.[0];

function say(lines: readonly { good: boolean; zh: string; en: string }[]): void {
  part('findings').replaceChildren(
    ...lines.map(({ good, zh, en }) => {
      const item = document.createElement('li');
      item.className = good ? 'good' : 'bad';
      item.append(`${good ? '✓' : '✗'} ${zh}`, document.createElement('br'), en);
      return item;
    }),
  );
}

async function read<T>(file: File | undefined): Promise<T | null> {
  try {
    return file ? (JSON.parse(await file.text()) as T) : null;
  } catch {
    return null;
  }
}

part<HTMLFormElement>('form').addEventListener('submit', (event) => {
  event.preventDefault();
  void check();
});

async function check(): Promise<void> {
  const bulletin = await read<BulletinFile>(fileOf('bulletin'));
  const receipts = fileOf('receipt')
    ? await read<{ receipts: Receipt[] }>(fileOf('receipt'))
    : { receipts: [] };
  if (!Array.isArray(bulletin?.polls) || !Array.isArray(receipts?.receipts))
    return say([{ good: false, zh: '文件读不了。', en: 'A file cannot be read.' }]);
  const printed = {
    hash: part<HTMLInputElement>('hash').value,
    root: part<HTMLInputElement>('root').value,
    textRoot: part<HTMLInputElement>('text-root').value,
  };
  try {
    say(await verify(bulletin, receipts.receipts, printed));
  } catch {
    say([{ good: false, zh: '文件不完整。', en: 'A file is not whole.' }]);
  }
}
