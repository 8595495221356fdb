import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestHouse, type TestHouse } from '#root/tools/testing/house.ts';
import { keepFile, readKeptFile, removeKeptFile } from './index.ts';

let world: TestHouse;
let bureauId: string;
beforeAll(async () => {
  world = await openTestHouse('files');
  bureauId = await world.newBureau();
});
afterAll(() => world.close());

const upload = { name: '花名册.csv', bytes: Buffer.from('工号,姓名\n1,甲\n') };
const keep = (id = bureauId, keeper = 'people') =>
  world.act(id, (act) => keepFile(act, keeper, upload, ['csv']));
const read = (sha256: string, id = bureauId) => world.act(id, (act) => readKeptFile(act, sha256));

describe('a kept file', () => {
  test('comes back as it was, and is one however often it is kept', async () => {
    const kept = await Promise.all([keep(), keep(), keep()]);
    expect(new Set(kept.map(({ sha256 }) => sha256)).size).toBe(1);
    expect(await read(kept[0]!.sha256)).toMatchObject({ name: '花名册.csv', bytes: upload.bytes });
  });

  test('is still there when the act that removed it failed', async () => {
    const { sha256 } = await keep();
    const failing = world.act(bureauId, async (act) => {
      await removeKeptFile(act, 'people', sha256);
      throw new Error('the act failed');
    });
    await expect(failing).rejects.toThrow('the act failed');
    expect((await read(sha256))?.bytes).toEqual(upload.bytes);
  });

  test('is removed for one bureau alone, where two keep the same bytes', async () => {
    const other = await world.newBureau('别的局');
    const { sha256 } = await keep();
    await keep(other);
    await world.act(bureauId, (act) => removeKeptFile(act, 'people', sha256));
    expect(await read(sha256)).toBeNull();
    expect((await read(sha256, other))?.bytes).toEqual(upload.bytes);
  });

  test('stays with one module when another that kept the same bytes lets go of it, and goes with the last', async () => {
    const { sha256 } = await keep();
    await keep(bureauId, 'fusion');
    await world.act(bureauId, (act) => removeKeptFile(act, 'people', sha256));
    expect((await read(sha256))?.bytes).toEqual(upload.bytes);
    await world.act(bureauId, (act) => removeKeptFile(act, 'fusion', sha256));
    expect(await read(sha256)).toBeNull();
  });

  test('is never lost to somebody who keeps the same bytes while another removes them', async () => {
    for (let round = 0; round < 40; round++) {
      const { sha256 } = await keep();
      const removing = world.act(bureauId, (act) => removeKeptFile(act, 'people', sha256));
      await Promise.all([keep(), removing, keep()]);
      const row = await world.act(bureauId, (act) => readKeptFile(act, sha256));
      if (row) expect(row.bytes).toEqual(upload.bytes);
    }
  });

  test('stays while it is still used', async () => {
    const { sha256 } = await keep();
    await world.act(bureauId, (act) => removeKeptFile(act, 'people', sha256, async () => true));
    expect((await read(sha256))?.bytes).toEqual(upload.bytes);
  });
});
