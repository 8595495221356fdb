/** The register: indicators are written down, changed in versions, judged where nothing can be computed. */
import type { Act } from '#platform/act/index.ts';
import type { Saying } from '#platform/contract/index.ts';
import { newId } from '#platform/db/uuid.ts';
import { sqlState } from '#platform/db/index.ts';
import { listAccounts } from '#platform/identity/index.ts';
import { canonical as sameJson } from '#platform/ledger/index.ts';
import { permitted } from '#platform/permit/table.ts';
import { refuser } from '#platform/refuse/index.ts';
import { fillBoth } from '#platform/contract/index.ts';
import {
  answerIn,
  factsBehind,
  listJudgments,
  listMarks,
  openAsking,
  sentenceIn,
  type Asking,
} from './asking.work.ts';
import { indicatorRefusals } from './indicator-sayings.contract.ts';
import { verdicts, type IndicatorLine, type IndicatorView } from './indicator.contract.ts';
import * as data from './indicator.data.ts';
import type { IndicatorContent, Question } from './question.contract.ts';
import { canonicalQuestion, whyNotQuestion, type No } from './question.rules.ts';

export const refuse = refuser(indicatorRefusals);
export const subjectOf = (indicatorId: string): string => `indicator/${indicatorId}`;

const wordsOf = (no: No): Saying => fillBoth(indicatorRefusals[no.code], no.facts);

function refuseBadQuestion(asking: Asking, question: Question): void {
  const no = whyNotQuestion(question, asking.known);
  if (no) throw refuse(no.code, no.facts);
}

export async function loadIndicator(act: Act, indicatorId: string): Promise<data.IndicatorRow> {
  const row = await data.findIndicatorRow(act.db, indicatorId);
  if (!row) throw refuse('indicator/not-found');
  return row;
}

async function lineIn(asking: Asking, row: data.IndicatorRow): Promise<IndicatorLine> {
  const { name, direction, target } = row.content;
  return {
    id: row.indicator_id,
    name,
    direction,
    target,
    sentence: sentenceIn(asking, row.content),
    answer: await answerIn(asking, row.content, {}, subjectOf(row.indicator_id)),
    retiredOn: row.retired_on,
  };
}

const mayIf = (may: boolean, whyNot: Saying) => (may ? { may } : { may, whyNot });
const notYours = { zh: '您的角色不做这件事。', en: 'Your role does not do this.' };

export async function listIndicatorLines(
  act: Act,
): Promise<{ indicators: IndicatorLine[]; may: { add: { may: boolean } } }> {
  const asking = await openAsking(act);
  const indicators: IndicatorLine[] = [];
  for (const row of await data.listIndicatorRows(act.db)) indicators.push(await lineIn(asking, row));
  return { indicators, may: { add: mayIf(permitted('indicator/change', act.who.roles), notYours) } };
}

export async function readIndicator(act: Act, indicatorId: string): Promise<IndicatorView> {
  const row = await loadIndicator(act, indicatorId);
  const asking = await openAsking(act);
  const versions = await data.listVersionRows(act.db, indicatorId);
  const seesNames = permitted('ledger/read', act.who.roles);
  const names = new Map((await listAccounts(act.db)).map((account) => [account.account_id, account.name]));
  return {
    ...(await lineIn(asking, row)),
    content: row.content,
    caveat: row.content.caveat,
    version: row.version,
    versions: versions.map((one) => ({
      version: one.version,
      changedOn: one.changed_on,
      changedBy: seesNames ? ((one.changed_by && names.get(one.changed_by)) ?? null) : null,
      reason: one.reason,
      sentence: sentenceIn(asking, one.content),
    })),
    judgments: await listJudgments(act, subjectOf(indicatorId)),
    may: mayOf(act, row),
  };
}

function mayOf(act: Act, row: data.IndicatorRow): IndicatorView['may'] {
  const change = permitted('indicator/change', act.who.roles);
  const judge = permitted('indicator/judge', act.who.roles);
  const live = row.retired_on === null;
  const judged = row.content.question.aggregate === 'judged';
  const words = (code: keyof typeof indicatorRefusals) => indicatorRefusals[code];
  return {
    change: mayIf(change && live, change ? words('indicator/retired') : notYours),
    judge: mayIf(
      judge && live && judged,
      judge ? words(judged ? 'indicator/retired' : 'indicator/not-judged') : notYours,
    ),
    retire: mayIf(change, notYours),
  };
}

const canonical = (content: IndicatorContent): IndicatorContent => ({
  ...content,
  question: canonicalQuestion(content.question),
});

const nameTaken =
  (name: string) =>
  (error: unknown): never => {
    if (sqlState(error) === '23505') throw refuse('indicator/name-taken', { name });
    throw error;
  };

/** Registers an indicator; its id. `on`: the day it holds from, where history is told. */
export async function defineIndicator(
  act: Act,
  given: IndicatorContent,
  { on = act.today }: { on?: string } = {},
): Promise<string> {
  const content = canonical(given);
  refuseBadQuestion(await openAsking(act), content.question);
  const indicatorId = newId();
  const ids = { bureau_id: act.bureauId, indicator_id: indicatorId, version: 1, content };
  await data
    .insertIndicator(act.db, { ...ids, name: content.name, retired_on: null, created_at: act.now })
    .catch(nameTaken(content.name));
  await data.insertVersion(act.db, { ...ids, changed_on: on, changed_by: act.who.accountId, reason: '' });
  act.record({ kind: 'indicator/added', subject: subjectOf(indicatorId), on, data: { name: content.name } });
  return indicatorId;
}

export async function addIndicator(act: Act, content: IndicatorContent): Promise<IndicatorView> {
  return readIndicator(act, await defineIndicator(act, content));
}

async function lockLive(act: Act, indicatorId: string): Promise<data.IndicatorRow> {
  const row = await data.lockIndicatorRow(act.db, indicatorId);
  if (!row) throw refuse('indicator/not-found');
  if (row.retired_on !== null) throw refuse('indicator/retired');
  return row;
}

export async function changeIndicator(
  act: Act,
  indicatorId: string,
  { content: given, reason }: { content: IndicatorContent; reason: string },
): Promise<IndicatorView> {
  const row = await lockLive(act, indicatorId);
  const content = canonical(given);
  if (sameJson(content) === sameJson(canonical(row.content))) throw refuse('indicator/unchanged');
  refuseBadQuestion(await openAsking(act), content.question);
  const version = row.version + 1;
  await data.updateIndicator(act.db, indicatorId, { version, content }).catch(nameTaken(content.name));
  await data.insertVersion(act.db, {
    bureau_id: act.bureauId,
    indicator_id: indicatorId,
    version,
    content,
    changed_on: act.today,
    changed_by: act.who.accountId,
    reason,
  });
  const { name } = content;
  act.record({ kind: 'indicator/changed', subject: subjectOf(indicatorId), data: { name, version, reason } });
  return readIndicator(act, indicatorId);
}

export async function retireIndicator(
  act: Act,
  indicatorId: string,
  retired: boolean,
): Promise<IndicatorView> {
  const row = await data.lockIndicatorRow(act.db, indicatorId);
  if (!row) throw refuse('indicator/not-found');
  if ((row.retired_on !== null) !== retired) {
    await data.updateIndicator(act.db, indicatorId, { retired_on: retired ? act.today : null });
    const kind = retired ? 'indicator/retired' : 'indicator/restored';
    act.record({ kind, subject: subjectOf(indicatorId), data: { name: row.name } });
  }
  return readIndicator(act, indicatorId);
}

export interface Judging {
  verdict: keyof typeof verdicts;
  evidence: string;
}

/** Notes a judgment as a fact; the answer is the newest one. */
export async function noteJudgment(
  act: Act,
  indicatorId: string,
  { verdict, evidence }: Judging,
  { on = act.today }: { on?: string } = {},
): Promise<void> {
  const row = await lockLive(act, indicatorId);
  if (row.content.question.aggregate !== 'judged') throw refuse('indicator/not-judged');
  const { zh: said, en: saidEn } = verdicts[verdict];
  act.record({
    kind: 'indicator/judged',
    subject: subjectOf(indicatorId),
    on,
    data: { name: row.name, verdict, said, saidEn, evidence },
  });
}

/** The fact is written when the act ends, so the reply already speaks of it. */
export async function judgeIndicator(
  act: Act,
  indicatorId: string,
  judging: Judging,
): Promise<IndicatorView> {
  await noteJudgment(act, indicatorId, judging);
  const view = await readIndicator(act, indicatorId);
  const judged = { ...judging, by: act.who.name, on: act.today };
  const met = judging.verdict === 'cannot-tell' ? null : judging.verdict === 'met';
  const reached = met === null ? null : Number(met);
  const answer = { ...view.answer, judged, cannotTell: null, met, reached };
  return { ...view, answer, judgments: [judged, ...view.judgments] };
}

export async function showFacts(act: Act, indicatorId: string, before: number | undefined) {
  const row = await loadIndicator(act, indicatorId);
  const page = before === undefined ? {} : { before };
  return factsBehind(await openAsking(act), row.content.question, page);
}

export async function previewQuestion(
  act: Act,
  content: Pick<IndicatorContent, 'question' | 'direction' | 'target'>,
) {
  const asking = await openAsking(act);
  const no = whyNotQuestion(content.question, asking.known);
  const shown =
    no?.code === 'indicator/unknown-kind' || no?.code === 'indicator/unknown-field' ? null : content;
  return {
    sentence: sentenceIn(asking, content),
    answer: await answerIn(asking, shown ?? { ...content, question: { aggregate: 'judged', asks: '' } }),
    facts: shown ? (await factsBehind(asking, content.question, { limit: 10 })).facts : [],
    whyNot: no ? wordsOf(no) : null,
  };
}

export const readMarks = async (act: Act, kinds: string) =>
  listMarks(await openAsking(act), kinds.split(','));

export async function listWords(act: Act) {
  const { kinds, units } = await openAsking(act);
  return {
    kinds: [...kinds],
    units: units.map(({ unitId, name, parentId }) => ({ id: unitId, name, parentId })),
  };
}
