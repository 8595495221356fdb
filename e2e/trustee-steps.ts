import { expect } from 'vitest';
import { press } from './page-steps.ts';
import type { Visitor } from './visitor.ts';

/** The tally key made and shared out at the trustees' page, which each looks at in turn; the three shares. */
export async function shareOut(trustee: Visitor): Promise<string[]> {
  const { page } = trustee;
  const shares: string[] = [];
  await press(page, '生成并分存计票钥');
  await trustee.findsNoFault();
  for (const i of [0, 1, 2]) {
    await press(page, '显示');
    shares.push((await page.locator(`[data-share="${i}"]`).textContent())!.trim());
    await press(page, '已收好，遮住');
    await page.getByRole('checkbox').nth(i).check();
  }
  await press(page, '三份都已收好，登记公钥');
  await page.getByText('计票钥已经分存').waitFor();
  return shares;
}

/** A trustee shows at the page to hold the own share. */
export async function confirmAtPage(trustee: Visitor, share: string): Promise<void> {
  const { page } = trustee;
  await page.getByLabel(/^分存钥/).fill(share);
  await press(page, '确认收到我的一份');
  const first = page.getByText(/：已确认收到分存钥/).first();
  await first.waitFor();
  await trustee.findsNoFault();
}

/** Opened by somebody who is signed in, the page asks nothing under the session. */
export async function asksNamelessly({ page, open }: Visitor, path: string, button: string): Promise<void> {
  const asked: Promise<[string, string | undefined]>[] = [];
  page.on('request', (request) => {
    if (request.url().includes('/api/'))
      asked.push(request.allHeaders().then((headers) => [request.url(), headers['cookie']]));
  });
  await open(path);
  await page.getByRole('button', { name: button }).waitFor();
  const told = await Promise.all(asked);
  expect(told.length).toBeGreaterThan(0);
  for (const [url, cookie] of told) expect([url, cookie]).toEqual([url, undefined]);
}
