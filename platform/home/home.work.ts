/** A person's first page: what needs them, what changed, what is next; for leaders what stands and what departs from it. */
import { addDays } from '#platform/contract/index.ts';
import type { Act } from '../act/index.ts';
import { gatherCalendar, startOf, type CalendarEntry } from '../calendar/index.ts';
import { dayOf } from '../clock/index.ts';
import { fillBoth } from '../contract/index.ts';
import { listFactsOf } from '../ledger/index.ts';
import type { Followed, HomePart, Module } from '../module/index.ts';
import type { Change, Coming } from './home.contract.ts';
import { deleteUnfollowed, insertUnfollowed, listUnfollowed } from './home.data.ts';

/** As many lines as anybody reads of a morning. */
const mostLines = 7;
const mostSentences = 3;
const daysOfChanges = 14;
const daysAhead = 7;
/** Roles for whom the leaders' page is; both may read the ledger it leads to. */
const readersOfBrief: readonly string[] = ['leader', 'office'];

const byDeadline = (a: { dueOn: string | null }, b: { dueOn: string | null }): number =>
  (a.dueOn ?? '9999').localeCompare(b.dueOn ?? '9999');

export type WholeHome = Required<Omit<HomePart, 'firstStep'>> & {
  firstSteps: NonNullable<HomePart['firstStep']>[];
};

/**
 * The first line of each module, then the second of each: what room there is, no module fills alone. The last module
 * comes first, for it builds on the others and tells the whole.
 */
function inTurn<T>(parts: readonly (readonly T[])[]): T[] {
  const filled = parts.filter((part) => part.length > 0).toReversed();
  const most = Math.max(0, ...filled.map((part) => part.length));
  return Array.from({ length: most }, (_, at) => filled.flatMap((part) => part.slice(at, at + 1))).flat();
}

const asidesLast = <T extends { aside?: boolean }>(sentences: readonly T[]): T[] =>
  sentences.toSorted((a, b) => Number(a.aside ?? false) - Number(b.aside ?? false));

/** Everything the modules have for this person, the nearest deadline first. */
export async function gatherHome(act: Act, modules: readonly Module[]): Promise<WholeHome> {
  const parts: HomePart[] = [];
  for (const module of modules) if (module.home) parts.push(await module.home(act));
  return {
    todo: parts.flatMap((part) => part.todo).sort(byDeadline),
    findings: parts.flatMap((part) => part.findings),
    follows: parts.flatMap((part) => part.follows ?? []),
    sentences: asidesLast(inTurn(parts.map((part) => part.sentences ?? []))),
    exceptions: inTurn(parts.map((part) => part.exceptions ?? [])),
    firstSteps: parts.flatMap((part) => part.firstStep ?? []),
  };
}

export async function readHome(act: Act, modules: readonly Module[]) {
  const { todo, findings, follows, sentences, exceptions, firstSteps } = await gatherHome(act, modules);
  const unfollowed = await unfollowedBy(act);
  const isReader = act.who.roles.some((role) => readersOfBrief.includes(role));
  const brief = isReader
    ? {
        sentences: sentences.slice(0, mostSentences),
        exceptions: exceptions.slice(0, mostLines),
        nMore: Math.max(0, exceptions.length - mostLines),
      }
    : null;
  // What a leader has read above is not said twice.
  const told = new Set(
    [...(brief?.sentences ?? []), ...(brief?.exceptions ?? [])].map(({ text }) => text.zh),
  );
  return {
    today: act.today,
    todo: todo.slice(0, mostLines),
    nMore: Math.max(0, todo.length - mostLines),
    findings: findings.filter(({ text }) => !told.has(text.zh)).slice(0, mostLines),
    changes: await changesIn(
      act,
      follows.filter(({ subject }) => !unfollowed.has(subject)),
    ),
    nUnfollowed: unfollowed.size,
    coming: await comingTo(act, modules),
    brief,
    firstSteps,
  };
}

/** Facts that took back others, and those taken back, are no news. */
async function changesIn(act: Act, follows: readonly Followed[]): Promise<Change[]> {
  const bySubject = new Map(follows.map((one) => [one.subject, one]));
  const facts = await listFactsOf(act.db, {
    subjects: [...bySubject.keys()],
    kinds: [...new Set(follows.flatMap(({ kinds }) => kinds))],
    from: addDays(act.today, -daysOfChanges),
    limit: 100,
  });
  const voided = new Set(facts.flatMap(({ voids }) => voids ?? []));
  return facts
    .toSorted((a, b) => b.on.localeCompare(a.on))
    .filter(({ factId, voids, subject, kind, actor }) => {
      const own = actor !== null && actor === act.who.accountId;
      return !own && voids === null && !voided.has(factId) && bySubject.get(subject)!.kinds.includes(kind);
    })
    .slice(0, mostLines)
    .map((fact) => ({
      text: fillBoth(act.factKinds.get(fact.kind)!, fact.data),
      to: bySubject.get(fact.subject)!.to,
      on: fact.on,
      subject: fact.subject,
    }));
}

async function comingTo(act: Act, modules: readonly Module[]): Promise<Coming[]> {
  const until = addDays(act.today, daysAhead);
  return ((await gatherCalendar(act, modules)) ?? [])
    .filter(({ status }) => status !== 'cancelled')
    .map(comingOf)
    .filter(({ on }) => on >= act.today && on < until)
    .slice(0, mostLines);
}

const clock = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Asia/Shanghai',
  hour: '2-digit',
  minute: '2-digit',
});

function comingOf(entry: CalendarEntry): Coming {
  const { id, when, title, where, to } = entry;
  if ('on' in when) return { id, on: when.on, at: null, title, where, to };
  const [from, until] = [new Date(startOf(entry)), new Date(when.endsAt)];
  return { id, on: dayOf(from), at: `${clock.format(from)}–${clock.format(until)}`, title, where, to };
}

const unfollowedBy = async ({ db, who }: Act): Promise<Set<string>> =>
  new Set(who.accountId === null ? [] : await listUnfollowed(db, who.accountId));

export async function follow(act: Act, subject: string, follows: boolean): Promise<void> {
  const { accountId } = act.who;
  if (accountId === null) return;
  if (follows) await deleteUnfollowed(act.db, accountId, subject);
  else await insertUnfollowed(act.db, { bureau_id: act.bureauId, account_id: accountId, subject });
}

export async function followAll(act: Act): Promise<void> {
  if (act.who.accountId !== null) await deleteUnfollowed(act.db, act.who.accountId);
}
