/** Plans on a person's first page and in their calendar: what is due, what changed, and for leaders where things stand. */
import { daysBetween } from '#platform/contract/index.ts';
import type { Act } from '#platform/act/index.ts';
import type { CalendarEntry } from '#platform/calendar/index.ts';
import { recordsAt } from '#platform/ledger/index.ts';
import type { Followed, HomePart } from '#platform/module/index.ts';
import { permitted } from '#platform/permit/table.ts';
import { listPeopleOn, type PersonInPost } from '#modules/people/index.ts';
import { briefExceptions, briefSentence, type BriefLine } from './brief.rules.ts';
import { contradictionsIn } from './contradiction.work.ts';
import type { InForce } from './in-force.rules.ts';
import { agreed, listCounted, listInForce } from './in-force.work.ts';
import type { MeasureRow } from './measure.data.ts';
import { within } from './named.rules.ts';
import { linesOf, measureSubject, openGround, planSubject, sitsIn } from './plan-load.work.ts';
import { reminderDays } from './progress.rules.ts';
import { isSilent } from './remind.work.ts';
import { listLongSlow, listSlowNow } from './slow.work.ts';

const isOpen = ({ state }: MeasureRow): boolean => state === 'open' || state === 'claimed';
type Counted = Awaited<ReturnType<typeof listCounted>>[number];

/** A measure of mine: my unit carries it, or I answer for it as its leader. */
const isMine = (act: Act, people: readonly PersonInPost[], { content }: MeasureRow): boolean =>
  sitsIn(act.who.personId, people, content) ||
  (content.leaderId !== null && content.leaderId === act.who.personId);

export async function homeOf(act: Act): Promise<HomePart> {
  const { roles } = act.who;
  if (!permitted('plan/read', roles)) return { todo: [], findings: [] };
  const plans = await listCounted(act);
  const out = plans.flatMap(({ counted }) => (counted.version ? [counted] : []));
  const people = await listPeopleOn(act, act.today);
  const first = permitted('plan/change', roles) && plans.length === 0;
  return {
    todo: [
      ...todoOf(act, out, people),
      ...(await slowOf(act, out, people)),
      ...(permitted('plan/approve', roles) ? plans.flatMap((one) => decisionOf(one, act.who.accountId)) : []),
    ],
    findings: [],
    follows: followsOf(act, out, people),
    ...(permitted('plan/export', roles) && (await briefOf(act, out))),
    ...(first && { firstStep: { text: firstStep, to: '/plans' } }),
  };
}

const firstStep = {
  zh: '拟定工作方案：写明答应做什么，做到哪一步由记录算出',
  en: 'Draft the work plan: what is promised; records tell how far it is',
};

/**
 * Heads see what their unit owes within a week or has let pass; the office what nobody explained, and claims to be checked;
 * leaders what waits for their decision, for what is silent stands among their exceptions.
 */
function todoOf(act: Act, out: readonly InForce[], people: readonly PersonInPost[]): HomePart['todo'] {
  const { roles } = act.who;
  const live = out.flatMap(({ rows }) => rows.filter(isOpen));
  const office = permitted('plan/change', roles);
  const own = permitted('plan/deliver', roles)
    ? live.filter(({ content }) => sitsIn(act.who.personId, people, content))
    : [];
  const soon = own.filter(
    ({ state, content }) => state === 'open' && daysBetween(act.today, content.endsOn) <= reminderDays[0]!,
  );
  const told = new Set(soon);
  const silent = office ? live.filter((row) => isSilent(row, act.today) && !told.has(row)) : [];
  const claimed = office ? live.filter(({ state }) => state === 'claimed') : [];
  return [
    ...soon.map((row) => lineOf(row, row.content.endsOn < act.today ? words.overdue : words.soon)),
    ...claimed.map((row) => lineOf(row, words.claimed)),
    ...silent.map((row) => lineOf(row, words.silent)),
  ];
}

/** What their unit is slow with, told to heads alone while there is time to mend it or to say why. */
async function slowOf(
  act: Act,
  out: readonly InForce[],
  people: readonly PersonInPost[],
): Promise<HomePart['todo']> {
  if (!permitted('plan/deliver', act.who.roles)) return [];
  const isOwn = ({ content }: MeasureRow): boolean =>
    daysBetween(act.today, content.endsOn) > reminderDays[0]! && sitsIn(act.who.personId, people, content);
  return (await listSlowNow(act, out, isOwn)).map((row) => lineOf(row, words.slow));
}

/** Its day stands in the calendar of those who carry it. */
const lineOf = ({ measure_id: id, content }: MeasureRow, { zh, en }: { zh: string; en: string }) => ({
  text: { zh: `“${within(content.title)}”${zh}`, en: `“${within(content.title)}” ${en}` },
  to: `/measures/${id}`,
  dueOn: content.endsOn,
  feed: null,
});

/** A version that waits for a decision; nobody decides on their own. */
function decisionOf({ plan, versions: [newest] }: Counted, accountId: string | null): HomePart['todo'] {
  if (newest?.state !== 'proposed' || newest.proposed_by === accountId) return [];
  const { name } = newest.snapshot.content;
  const text = {
    zh: `“${within(name)}”第 ${newest.version} 版等您批复`,
    en: `“${within(name)}”, version ${newest.version}, waits for your decision`,
  };
  return [{ text, to: `/plans/${plan.plan_id}/versions`, dueOn: null }];
}

const words = {
  overdue: { zh: '已过期，请说明原因或补上依据', en: 'is overdue: say why, or note the evidence' },
  soon: { zh: '快到期了', en: 'is due soon' },
  slow: { zh: '偏慢，请补上依据或说明原因', en: 'is behind: note the evidence, or say why' },
  claimed: { zh: '申请办结，等另一个人核对', en: 'claims completion and waits to be checked' },
  silent: { zh: '逾期没有说明', en: 'is overdue without a reason' },
};

/** Kinds whose sentence every reader of a measure's page may know, and those of its delivery. */
const openKinds = [
  'plan/evidence-noted',
  'plan/delay-explained',
  'plan/objected',
  'plan/objection-withdrawn',
  'plan/confirmed',
  'plan/cancelled',
];
const deliveryKinds = [...openKinds, 'plan/claimed', 'plan/refused'];
const decisionKinds = ['plan/submitted', 'plan/approved', 'plan/returned', 'plan/published'];

/** Published plans by everybody; measures by those whose unit carries them or who answer for them, all of them by the office. */
function followsOf(act: Act, out: readonly InForce[], people: readonly PersonInPost[]): Followed[] {
  const { roles } = act.who;
  const [all, inside] = [permitted('plan/change', roles), permitted('plan/export', roles)];
  const kinds = permitted('plan/deliver', roles) || inside ? deliveryKinds : openKinds;
  return out.flatMap(({ planId: id, rows }) => [
    {
      subject: planSubject(id),
      to: inside ? `/plans/${id}/versions` : `/plans/${id}/promise`,
      kinds: inside ? decisionKinds : ['plan/published'],
    },
    ...rows
      .filter((row) => all || isMine(act, people, row))
      .map((row) => ({
        subject: measureSubject(row.measure_id),
        to: `/measures/${row.measure_id}`,
        kinds,
      })),
  ]);
}

/** Plans of these days; where none runs, the one published last. */
async function briefOf(
  act: Act,
  out: readonly InForce[],
): Promise<Pick<HomePart, 'sentences' | 'exceptions'>> {
  const running = out.filter(({ content }) => content.toOn >= act.today);
  const shown = running.length > 0 ? running : out.slice(0, 1);
  if (shown.length === 0) return {};
  const now = await openGround(act);
  const [sentences, exceptions]: NonNullable<HomePart['sentences']>[] = [[], []];
  for (const counted of shown) {
    const ground = agreed(now, counted);
    const lines = await linesOf(act, ground, counted);
    const contradictions = await contradictionsIn(ground, lines);
    const longSlow = await listLongSlow(act, ground, counted, lines);
    const { planId: id, content } = counted;
    const told = { id, name: content.name, on: act.today, lines, longSlow, contradictions };
    const statementOf = ({ text, to, measureId }: BriefLine) => ({
      text,
      to,
      records: recordsAt({ subject: measureId === null ? planSubject(id) : measureSubject(measureId) }),
    });
    sentences!.push(statementOf(briefSentence(told)));
    exceptions!.push(...briefExceptions(told).map(statementOf));
  }
  return { sentences: sentences!, exceptions: exceptions! };
}

/** Ends and milestones of measures of mine that are under way, as whole days. */
export async function calendarOf(act: Act, personId: string): Promise<CalendarEntry[]> {
  const carries = permitted('plan/deliver', act.who.roles);
  const people = await listPeopleOn(act, act.today);
  return (await listInForce(act))
    .flatMap(({ rows }) => rows.filter(isOpen))
    .filter(({ content }) => content.leaderId === personId || (carries && sitsIn(personId, people, content)))
    .flatMap(daysOf);
}

function daysOf({ measure_id: id, content, revision }: MeasureRow): CalendarEntry[] {
  const entry = (key: string, on: string, what: { zh: string; en: string }): CalendarEntry => ({
    // Moves with its day: the same name, so that a phone shows it once.
    id: `${id}-${key}`,
    revision,
    when: { on },
    title: { zh: `${what.zh}：${content.title}`, en: `${what.en}: ${content.title}` },
    where: '',
    text: { zh: '', en: '' },
    status: 'confirmed',
    to: `/measures/${id}`,
  });
  return [
    entry('end', content.endsOn, { zh: '任务到期', en: 'Due' }),
    ...content.milestones.map(({ name, dueOn }, at) =>
      entry(`m${at}`, dueOn, { zh: `节点“${name}”`, en: `Milestone “${name}”` }),
    ),
  ];
}
