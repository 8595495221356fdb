import type { Act, RunAct, Who } from '../act/index.ts';
import type { CalendarEntry } from '../calendar/entry.ts';
import type { FactTable, Input, RefusalTable, Reply, Route, Routes, Saying } from '../contract/index.ts';
import type { Line, Statement } from '../home/home.contract.ts';
import type { DailyJob, JobKinds } from '../jobs/index.ts';
import type { TopicTable } from '../notices/notice.contract.ts';
import type { Refusal } from '../refuse/index.ts';
import type { Resident, ResidentGround, Residents } from './resident.ts';

export type { Resident, ResidentGround, Residents, SecondPlace } from './resident.ts';

/** What stands around a request, for the few acts that sign people in and out. */
export interface Caller {
  /** Who asks; without account and roles where nobody is signed in. */
  readonly who: Who;
  readonly ip: string;
  readonly requestId: string;
  /** Token of the session the request came with; null if none. */
  readonly token: string | null;
  /** A transaction as somebody else. For `Outside` only: within an act it would hold two connections at once. */
  runAct: RunAct;
  readonly residents: Residents;
  startSession(bureauId: string, token: string): void;
  endSession(): void;
}

export type Handler<E> = (act: Act, input: Input<E>, caller: Caller) => Promise<Reply<E> | Refusal>;

/**
 * An act that opens its transactions itself, one after the other: for requests that come before a bureau
 * is known. Ten that each waited for a second connection would keep the pool from everybody, for good.
 */
export interface Outside<E> {
  readonly outside: (input: Input<E>, caller: Caller) => Promise<Reply<E> | Refusal>;
}

export type Handlers<T extends Routes> = { readonly [K in keyof T]: Handler<T[K]> | Outside<T[K]> };

export interface BoundRoute {
  readonly key: string;
  readonly route: Route<any, any, any, any>;
  readonly handler: Handler<any> | Outside<any>;
}

/** Joins a contract to its acts. A route without an act, or an act without a route, does not compile. */
export const bind = <T extends Routes>(routes: T, handlers: Handlers<T>): BoundRoute[] =>
  Object.keys(routes).map((key) => ({
    key,
    route: routes[key]!,
    handler: handlers[key] as Handler<any> | Outside<any>,
  }));

/** What a module gets to fill the sample bureau with its part. */
export interface SampleRun {
  readonly bureauId: string;
  /** One transaction as one of the invented people, or as the bureau itself. */
  act<T>(work: (act: Act) => Promise<T>, who?: Who): Promise<T>;
  /** How far this module's part is, 0 to 1. */
  progress(done: number): Promise<void>;
}

/** A part of the sample bureau's story. Chapters of all modules are told in the order of their days. */
export interface Chapter {
  /** Day on which it begins; null: today, when everything before has been told. */
  readonly on: string | null;
  /** Must be safe to run again after it was cut off. */
  tell(run: SampleRun): Promise<void>;
}

/** A line that asks for something. Its deadline stands in the person's calendar feed in the words of `feed`, or in none. */
export interface Todo extends Line {
  /** What the feed may say of it; without it only that something in Wenrong is due; null: it is in the calendar already. */
  feed?: Saying | null;
}

/** A matter whose facts this person may read and is told of on the first page. */
export interface Followed {
  /** Subject of the facts, such as `activity/…`. */
  subject: string;
  /** Page of the matter, below the base path. */
  to: string;
  /** Kinds of fact that readers of this page may know. */
  kinds: readonly string[];
}

/** A module's lines on a person's first page; `platform/home/README.md` tells how to write them. */
export interface HomePart {
  todo: Todo[];
  findings: Line[];
  follows?: Followed[];
  /**
   * For leaders and the office: at most three sentences on what stands, the most important first. `aside`: told only
   * where the other modules leave room, such as a bare count.
   */
  sentences?: (Statement & { aside?: boolean })[];
  /** For leaders and the office: what departs from what was promised. */
  exceptions?: Statement[];
  /** Where this person begins while the module holds nothing yet. */
  firstStep?: { text: Saying; to: string };
}

/** What a module tells the platform. Everything is optional but its name. */
export interface Module {
  readonly name: string;
  readonly routes?: readonly BoundRoute[];
  readonly refusals?: RefusalTable;
  readonly facts?: FactTable;
  readonly jobs?: JobKinds;
  readonly daily?: readonly DailyJob[];
  /** What people can be told of, and can turn off. */
  readonly topics?: TopicTable;
  /** Fact kind → job kinds to start with `{ fact }` as input. */
  readonly listens?: Readonly<Record<string, readonly string[]>>;
  /** Begins with the house and ends with it; acts find it as `act.residents.get(name)`. */
  readonly resident?: (ground: ResidentGround) => Promise<Resident>;
  /** What of this module needs the person today, and what it found out lately. */
  readonly home?: (act: Act) => Promise<HomePart>;
  /** Subjects that a subject consists of: records of a plan are those of its measures, too. None where it is not of this module. */
  readonly parts?: (act: Act, subject: string) => Promise<readonly string[]>;
  /** Entries of this person's calendar; null: they have left, and their feed is dead. */
  readonly calendar?: (act: Act, personId: string) => Promise<CalendarEntry[] | null>;
  /** Fills the sample bureau; of one day, modules in their order. A single function is a chapter of today. */
  readonly sample?: readonly Chapter[] | Chapter['tell'];
}
