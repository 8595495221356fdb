import { findBrowser, launchBrowser } from '../tools/testing/browser.ts';
import { enterSample, loadSample, newVisitor, settled, type Visitor } from './visitor.ts';
import { takePicture } from '../tools/testing/page.ts';
import { AxeBuilder } from '@axe-core/playwright';
const base = 'http://127.0.0.1:7391/';
const browser = await launchBrowser(findBrowser());
const v0 = await newVisitor(browser, base);
const state = await (await v0.page.request.get(base + 'api/sample')).json();
if (state.state !== 'ready') await loadSample(v0);
await v0.close();
async function faults(v: Visitor, name: string) {
  await settled(v.page);
  const { violations } = await new AxeBuilder({ page: v.page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']).analyze();
  const side = await v.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  const problems = v.problems.splice(0);
  if (violations.length || side > 0 || problems.length) console.log('FAULT', name, violations.map((x) => x.id + ': ' + x.nodes.map((n) => n.target.join(' ') + ' ' + n.failureSummary).join(' | ')), 'side', side, problems);
  else console.log('ok', name);
}
const shot = async (v: Visitor, name: string, whole = false) => { await faults(v, name); await takePicture(v.page, `/tmp/shots/${name}.png`, { whole }); };
const [only] = process.argv.slice(2);
const people = async (v: Visitor) => (await (await v.page.request.get(base + 'api/people')).json()).people as { id: string; name: string }[];
const units = async (v: Visitor) => (await (await v.page.request.get(base + 'api/units')).json()).units as { id: string; name: string }[];
for (const device of ['desktop', 'phone'] as const) {
  for (const role of ['领导组办公室', '职工', '系统管理员'] as const) {
    const v = await newVisitor(browser, base, { device, fonts: true });
    if (device === 'phone') await v.page.setViewportSize({ width: 360, height: 780 });
    await enterSample(v, role);
    const tag = `${device}-${role === '职工' ? 'staff' : role === '系统管理员' ? 'sys' : 'office'}`;
    if (only && !tag.includes(only)) { await v.close(); continue; }
    if (role !== '系统管理员') {
      await v.open('people'); await shot(v, `${tag}-directory`);
      await v.page.getByRole('searchbox').first().fill('syc'); await v.page.waitForTimeout(300); await shot(v, `${tag}-directory-syc`);
      const all = await people(v);
      await v.open(`people/${all.find((p) => p.name === '范树榆')!.id}`); await shot(v, `${tag}-person`);
      await v.open('units'); await shot(v, `${tag}-units`);
      const u = await units(v);
      await v.open(`units/${u.find((p) => p.name === '质量发展科')!.id}`); await shot(v, `${tag}-unit`, true);
    }
    if (role === '领导组办公室') {
      const all = await people(v);
      await v.open(`people/${all.find((p) => p.name === '孟静菀')!.id}`);
      await v.page.getByRole('button', { name: '调动' }).click(); await shot(v, `${tag}-transfer`);
      await v.open('people'); await v.page.getByRole('button', { name: '加一个人' }).click(); await shot(v, `${tag}-add`);
      await v.open('agencies'); await shot(v, `${tag}-agencies`);
      await v.open('imports'); await shot(v, `${tag}-imports`);
    }
    if (role === '系统管理员') { await v.open('account-sheet'); await shot(v, `${tag}-sheet`);
      if (device === 'phone') { await v.page.getByRole('checkbox').nth(1).check(); await v.page.getByRole('checkbox').nth(2).check(); await v.page.getByRole('button', { name: /^开/ }).click(); await v.page.waitForTimeout(800); await shot(v, `${tag}-codes`); }
    }
    await v.close();
  }
}
await browser.close();
