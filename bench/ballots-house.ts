/** The server's process of `ballots.ts`: a bureau of 300, one poll of each level, everybody signed in. Tells its parent where it is. */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { bureauItself, type Act } from '#platform/act/index.ts';
import { dayOf, systemClock } from '#platform/clock/index.ts';
import { openFolder } from '#platform/db/folder.ts';
import { findMigrations, migrate } from '#platform/db/migrate.ts';
import { openDatabase } from '#platform/db/open.ts';
import { newId } from '#platform/db/uuid.ts';
import { buildHouse, type House } from '#platform/house/index.ts';
import { foundBureau, listAccounts, openAccounts, openSession } from '#platform/identity/index.ts';
import { silentLog } from '#platform/log/index.ts';
import {
  shareHashOf,
  shareTallyKey,
  toB64,
  type Level,
  type SignedManifest,
} from '#engines/ballots/index.ts';
import {
  openPoll,
  readPoll,
  makeKeys,
  confirmShare,
  setTallyKey,
  signManifest,
  unlockKeys,
} from '#modules/ballot/index.ts';
import { openRing } from '#modules/ballot/keyring.work.ts';
import { modules } from '#modules/index.ts';
import { listPeopleOn } from '#modules/people/index.ts';
import { fillSample } from '#modules/people/people.sample.ts';
import { ROOT } from '../faults/server-process.ts';

export const nPeople = 300;
export const payloadBytes = 8192;
const passphrase = '一行白鹭上青天，窗含西岭。';

export interface Served {
  address: string;
  bureauId: string;
  cookies: string[];
  polls: { level: Level; pollId: string; manifest: SignedManifest; issuers: string[][] }[];
}

async function serve(dataFolder: string): Promise<void> {
  const folder = await openFolder(dataFolder);
  const database = await openDatabase({ dataFolder, databaseUrl: undefined });
  await migrate(database.owner, findMigrations(ROOT));
  const house = await buildHouse({
    pool: database.pool,
    apart: database.apart,
    modules,
    filesFolder: join(dataFolder, 'files'),
    keysFolder: join(dataFolder, 'keys'),
    clock: systemClock,
    log: silentLog,
    basePath: '/',
    pages: null,
    version: 'bench',
    setUpCode: 'BENCH',
    residentsFolder: dataFolder,
    second: { host: '127.0.0.1', port: 0, origin: '' },
    messageHosts: [],
    publicAddress: '',
  } as Parameters<typeof buildHouse>[0]);
  const address = await house.app.listen({ host: '127.0.0.1', port: 0 });
  process.send!({ address, ...(await prepare(house)) } satisfies Served);
  process.on('message', () => process.send!(process.cpuUsage()));
  process.on('disconnect', async () => {
    await house.close();
    await database.close();
    folder.release();
    process.exit(0);
  });
}

async function prepare(house: House): Promise<Omit<Served, 'address'>> {
  const bureauId = newId();
  const act = house.runAct.bind(null, bureauItself(bureauId)) as <T>(
    work: Parameters<typeof house.runAct<T>>[1],
  ) => Promise<T>;
  await act((one) => foundBureau(one, '岚川市局', false));
  await fillSample({ bureauId, act: (work) => act(work), progress: async () => undefined } as Parameters<
    typeof fillSample
  >[0]);
  const taken = new Set((await act((one) => listAccounts(one.db))).map((row) => row.person_id));
  const known = (await act((one) => listPeopleOn(one, '2020-06-01'))).map(({ personId }) => personId);
  const people = known.filter((id) => !taken.has(id));
  const cookies = await act((one) => signInAll(one, people.slice(0, nPeople)));
  const polls: Served['polls'] = [];
  for (const level of ['P1', 'P2'] as const) polls.push(await aPoll(house, bureauId, level, people));
  return { bureauId, cookies, polls };
}

async function signInAll(act: Act, people: readonly string[]): Promise<string[]> {
  const roles = ['staff'] as const;
  const fresh = people.map((personId, i) => ({ personId, login: `p${i}`, name: `p${i}`, roles }));
  await openAccounts(act, fresh);
  const cookies: string[] = [];
  for (const { account_id, person_id } of await listAccounts(act.db))
    if (person_id !== null && people.includes(person_id))
      cookies.push(`wenrong=${act.bureauId}.${await openSession(act, account_id)}`);
  return cookies;
}

async function aPoll(house: House, bureauId: string, level: Level, people: readonly string[]) {
  const today = dayOf(new Date());
  const tomorrow = dayOf(new Date(Date.now() + 86_400_000));
  const strata = Array.from({ length: 9 }, (_, i) => ({
    id: `g${i}`,
    label: `第${i + 1}组`,
    personIds: people.slice(0, nPeople).filter((_one, at) => at % 9 === i),
  }));
  const [officeId, witnessId, ...others] = people as [string, string, ...string[]];
  const trustees = others.slice(0, 3);
  const as =
    (personId: string) =>
    <T>(work: Parameters<typeof house.runAct<T>>[1]) =>
      house.runAct({ ...bureauItself(bureauId), personId, roles: ['staff'] }, work);
  const pollId = await as(officeId)((act) =>
    openPoll(act, {
      title: '量测',
      level,
      contentHash: toB64(new Uint8Array(randomBytes(32))),
      clientHash: '',
      payloadBytes,
      strata,
      officeId,
      witnessId,
      trusteeIds: trustees,
      issueFrom: today,
      issueTo: tomorrow,
      castFrom: today,
      castTo: tomorrow,
      rules: { k: 5, kText: 10, batch: 10, resubmit: true },
    }),
  );
  const key = await shareTallyKey();
  const keepers = Object.entries({ OFFICE: officeId, WITNESS: witnessId }) as [
    'OFFICE' | 'WITNESS',
    string,
  ][];
  for (const [role, id] of keepers) await as(id)((act) => makeKeys(act, pollId, role, passphrase));
  const shareHashes = await Promise.all(key.shares.map(shareHashOf));
  const tallyKey = { publicKey: toB64(key.public), shareHashes };
  await as(trustees[0]!)((act) => setTallyKey(act, pollId, tallyKey));
  for (const [i, hash] of shareHashes.entries())
    await as(trustees[i]!)((act) => confirmShare(act, pollId, hash));
  for (const [role, id] of keepers) await as(id)((act) => signManifest(act, pollId, role, passphrase));
  for (const [role, id] of keepers) await as(id)((act) => unlockKeys(act, pollId, role, passphrase));
  const view = await as(officeId)((act) => readPoll(act, pollId));
  const rings = await as(officeId)((act) =>
    Promise.all(keepers.map(([role]) => openRing(act, pollId, role, passphrase))),
  );
  const issuers = strata.map(({ id }) =>
    rings.map(({ keys }) => keys.get(id)!.export({ type: 'pkcs8', format: 'pem' }) as string),
  );
  return { level, pollId, manifest: view.manifest as SignedManifest, issuers };
}

// Of the parent only the sizes are asked.
if (process.argv[1] === import.meta.filename) await serve(process.argv[2]!);
