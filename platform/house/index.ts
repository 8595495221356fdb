import type { FastifyInstance } from 'fastify';
import { join } from 'node:path';
import { actRunner, bureauItself, nobody, type Ground, type RunAct } from '../act/index.ts';
import { feedFacts, feedRefusals } from '../calendar/index.ts';
import { feedRoutesOn } from '../calendar/feed.routes.ts';
import type { Clock } from '../clock/index.ts';
import { isOfThisMachine } from '../config/index.ts';
import { fillBoth, type FactTable, type RefusalTable, type Saying } from '../contract/index.ts';
import { sweeper, transactor } from '../db/index.ts';
import type { Pools } from '../db/open-pool.ts';
import { filesIn } from '../files/index.ts';
import { homeRoutesOn } from '../home/home.routes.ts';
import { buildHttp, closeCalmly } from '../http/index.ts';
import {
  identityFacts,
  identityRefusals,
  identityRoutesOn,
  listBureaus,
  sessionFinder,
  throttle,
} from '../identity/index.ts';
import { startJobs, type Jobs, type JobsGround } from '../jobs/index.ts';
import { jobBoundRoutes } from '../jobs/job.routes.ts';
import { isAskable, warmLedger } from '../ledger/index.ts';
import { ledgerRoutesOn } from '../ledger/ledger.routes.ts';
import { keysIn, type Keys } from '../keys/index.ts';
import type { Log } from '../log/index.ts';
import type { BoundRoute, Module, Resident, SecondPlace } from '../module/index.ts';
import {
  deadlinesDaily,
  deadlineTopics,
  deliver,
  deliverJob,
  noticeFacts,
  noticeRefusals,
  tellDeadlines,
  type Outside,
  type TopicTable,
} from '../notices/index.ts';
import { noticeRoutesOn } from '../notices/notice.routes.ts';
import type { Refusal } from '../refuse/index.ts';
import { platformRefusals } from '../refuse/platform.refusals.ts';
import { sampleFacts, sampleRefusals } from '../sample/sample.contract.ts';
import { sampleBoundRoutes } from '../sample/sample.routes.ts';
import { sampleJob, sampleLoader } from '../sample/sample.work.ts';

export interface HouseGround extends Omit<Pools, 'end'> {
  modules: readonly Module[];
  /** Folder for uploaded files. */
  filesFolder: string;
  /** Folder for secret keys, apart from the database. */
  keysFolder: string;
  clock: Clock;
  log: Log;
  basePath: string;
  /** Folder of the built pages; null for the interface alone. */
  pages: string | null;
  version: string;
  /** The one-time code that founds the real bureau. */
  setUpCode: string;
  /** Parent of the folders in which residents of modules keep files of their own. */
  residentsFolder: string;
  /** Null: no second process. */
  second: SecondPlace | null;
  /** The settings say that browsers of other machines come; else the first one that does says it. */
  servedElsewhere?: boolean;
  /** Hosts that messages to groups may go to, besides the makers of the robots. */
  messageHosts: readonly string[];
  /** Address of the pages as people reach it; empty where it is not known. */
  publicAddress: string;
  /** False: the jobs of each day do not begin by themselves, for tests that move the clock. */
  daily?: boolean;
}

/** The whole of Wenrong over one database: what the server listens with, and what tests and commands call. */
export interface House {
  app: FastifyInstance;
  runAct: RunAct;
  jobs: Jobs;
  routes: readonly BoundRoute[];
  refusals: RefusalTable;
  facts: FactTable;
  /** A real bureau has been founded. */
  isSetUp(): Promise<boolean>;
  /** Reads ahead what first questions would wait for. To be called when the house listens; ends when all is read. */
  warm(): Promise<void>;
  close(): Promise<void>;
}

/** How long a stop waits for answers under way. */
const longestAnswerMs = 5000;

const merge = <T>(tables: readonly (Readonly<Record<string, T>> | undefined)[]): Record<string, T> =>
  Object.assign({}, ...tables) as Record<string, T>;

/** Every refusal that any route can give. */
export const refusalsOf = (modules: readonly Module[]): RefusalTable =>
  merge([
    platformRefusals,
    identityRefusals,
    sampleRefusals,
    noticeRefusals,
    feedRefusals,
    ...modules.map((module) => module.refusals),
  ]);

/** Every kind of fact that the ledger accepts. */
export const factsOf = (modules: readonly Module[]): FactTable =>
  merge([identityFacts, sampleFacts, noticeFacts, feedFacts, ...modules.map((module) => module.facts)]);

const routesOf = (ground: HouseGround, facts: FactTable): BoundRoute[] => [
  ...identityRoutesOn({
    setUpCode: () => ground.setUpCode,
    tries: throttle(50, 15 * 60_000, () => ground.clock.now().getTime()),
  }),
  ...sampleBoundRoutes,
  ...jobBoundRoutes,
  ...ledgerRoutesOn(facts, ground.modules),
  ...homeRoutesOn(ground.modules),
  ...feedRoutesOn(ground.modules),
  ...noticeRoutesOn(outsideOf(ground)),
  ...ground.modules.flatMap((module) => module.routes ?? []),
];

const topicsOf = (modules: readonly Module[]): TopicTable =>
  merge([deadlineTopics, ...modules.map((module) => module.topics)]);

const outsideOf = ({ modules, messageHosts, publicAddress }: HouseGround): Outside => ({
  topics: topicsOf(modules),
  hosts: messageHosts,
  publicAddress,
});

function listenersOf(modules: readonly Module[]): Map<string, string[]> {
  const listeners = new Map<string, string[]>();
  for (const { listens = {} } of modules) {
    for (const [fact, jobs] of Object.entries(listens)) {
      listeners.set(fact, [...(listeners.get(fact) ?? []), ...jobs]);
    }
  }
  return listeners;
}

export async function buildHouse(ground: HouseGround): Promise<House> {
  const { modules, clock, log } = ground;
  const facts = factsOf(modules);
  const refusals = refusalsOf(modules);
  const routes = routesOf(ground, facts);
  const transact = transactor(ground.pool);
  const keys = keysIn(ground.keysFolder);
  let servedElsewhere = ground.servedElsewhere ?? false;
  const residents = await residentsOf(ground, keys, () => servedElsewhere);
  let jobs: Jobs | undefined;
  const acting: Ground = {
    transact,
    clock,
    files: filesIn(ground.filesFolder),
    keys,
    residents,
    factKinds: new Map(Object.entries(facts)),
    listeners: listenersOf(modules),
    wake: () => jobs?.wake(),
  };
  const runAct = actRunner(acting);
  const app = await buildHttp({
    routes,
    refusals,
    runAct,
    residents,
    connectTo: connectionsOf(ground),
    cameTo: (host) => void (servedElsewhere ||= !isOfThisMachine(host)),
    whoIs: sessionFinder(runAct, clock),
    log,
    basePath: ground.basePath,
    pages: ground.pages,
    version: ground.version,
    healthy: async () => void (await ground.pool.query('select 1')),
  });
  jobs = startJobs(jobsGround({ transact, runAct, clock, log }, ground, refusals));
  const { warm, stopWarming } = warmer(runAct, acting.factKinds, log);
  const close = async () => {
    await stopWarming();
    await closeCalmly(app, longestAnswerMs);
    await jobs?.stop();
    for (const resident of residents.values()) await resident.close();
  };
  const isSetUp = () => runAct(nobody, async (act) => (await listBureaus(act.db)).some((row) => !row.sample));
  return { app, runAct, jobs, routes, refusals, facts, isSetUp, warm, close };
}

/** What is not read ahead is read when it is asked for: a fault here harms nobody. */
function warmer(runAct: RunAct, factKinds: Ground['factKinds'], log: Log) {
  const stop = new AbortController();
  const isAsked = (kind: string): boolean => {
    const declared = factKinds.get(kind);
    return declared !== undefined && isAskable(kind, declared);
  };
  const warmAll = async (): Promise<void> => {
    for (const { bureau_id: id } of await runAct(nobody, ({ db }) => listBureaus(db)))
      await warmLedger((work) => runAct(bureauItself(id), ({ db }) => work(db)), isAsked, stop.signal);
  };
  let warming: Promise<void> | undefined;
  const warm = (): Promise<void> =>
    (warming ??= warmAll().catch((error: unknown) => {
      if (!stop.signal.aborted) log.error('ledger was not read ahead', { error: String(error) });
    }));
  const stopWarming = async (): Promise<void> => {
    stop.abort();
    await warming;
  };
  return { warm, stopWarming };
}

async function residentsOf(
  { modules, clock, log, apart, residentsFolder, second }: HouseGround,
  keys: Keys,
  servedElsewhere: () => boolean,
): Promise<Map<string, Resident>> {
  const residents = new Map<string, Resident>();
  const base = {
    transact: transactor(apart),
    sweep: sweeper(apart),
    clock,
    keys,
    log,
    second,
    servedElsewhere,
  };
  for (const { name, resident } of modules) {
    if (resident) residents.set(name, await resident({ ...base, folder: join(residentsFolder, name) }));
  }
  return residents;
}

/** Where pages may connect to besides this server: any port of the second process is on its own host. */
const connectionsOf = ({ second }: HouseGround): string[] =>
  second === null ? [] : [second.origin || `http://${second.host}:${second.port || '*'}`];

function jobsGround(
  base: Pick<JobsGround, 'transact' | 'runAct' | 'clock' | 'log'>,
  ground: HouseGround,
  refusals: RefusalTable,
): JobsGround {
  const { modules } = ground;
  const outside = outsideOf(ground);
  const sentenceOf = (refusal: Refusal): Saying =>
    fillBoth(
      refusals[refusal.code as keyof RefusalTable] ?? { zh: refusal.code, en: refusal.code },
      refusal.facts,
    );
  return {
    ...base,
    kinds: {
      ...merge(modules.map((module) => module.jobs)),
      [sampleJob]: sampleLoader(modules),
      [deliverJob]: (run) => deliver(run, outside),
      [deadlinesDaily.kind]: (run) => tellDeadlines(run, modules),
    },
    daily: ground.daily === false ? [] : [deadlinesDaily, ...modules.flatMap((module) => module.daily ?? [])],
    sentenceOf,
  };
}
