import type { Act } from '#platform/act/index.ts';
import { newId } from '#platform/db/uuid.ts';
import type { Answers } from './answers.contract.ts';
import { checkAnswers } from './answers.rules.ts';
import { findVersion, lockVersion } from './draft.work.ts';
import type { FormView, StackLine, StackView } from './paper.contract.ts';
import * as data from './paper.data.ts';
import { differencesOf, slipKey, stateOf, type Reading } from './paper.rules.ts';
import type { Questionnaire } from './questionnaire.contract.ts';
import { refuseSurvey } from './refuse.work.ts';

const formState = (form: data.FormRow) =>
  stateOf({ settled: form.settled, castOn: form.cast_on, nReadings: form.readings.length });

async function stackLine(
  act: Act,
  row: data.StackRow,
  forms: readonly data.FormRow[],
): Promise<StackLine & { questionnaire: Questionnaire }> {
  const used = await findVersion(act, row.questionnaire_id, row.version);
  const count = (state: ReturnType<typeof formState>) =>
    forms.filter((form) => formState(form) === state).length;
  return {
    id: row.stack_id,
    label: row.label,
    title: used!.body.title.zh,
    questionnaireId: row.questionnaire_id,
    version: row.version,
    openedOn: row.opened_on,
    closedOn: row.closed_on,
    counts: {
      keyedOnce: count('keyed-once'),
      differs: count('differs'),
      settled: count('settled'),
      cast: count('cast'),
    },
    questionnaire: used!.body,
  };
}

export async function listStacks(act: Act): Promise<StackLine[]> {
  const lines: StackLine[] = [];
  for (const row of await data.listStackRows(act.db))
    lines.push(await stackLine(act, row, await data.listForms(act.db, row.stack_id)));
  return lines;
}

export async function readStack(act: Act, stackId: string): Promise<StackView> {
  const row = await data.findStackRow(act.db, stackId);
  if (!row) throw refuseSurvey('survey/no-stack');
  const forms = await data.listForms(act.db, stackId);
  return {
    ...(await stackLine(act, row, forms)),
    forms: forms.map((form) => ({
      formNo: form.form_no,
      state: formState(form),
      mine: form.readings.some(({ keyed_by: by }) => by === act.who.accountId),
    })),
  };
}

/** A stack of forms of one version, which is in use from then on. */
export async function openStack(
  act: Act,
  of: { questionnaireId: string; version: number; label: string },
): Promise<StackView> {
  await lockVersion(act, of.questionnaireId, of.version);
  const id = newId();
  await data.insertStack(act.db, {
    bureau_id: act.bureauId,
    stack_id: id,
    questionnaire_id: of.questionnaireId,
    version: of.version,
    label: of.label,
    opened_on: act.today,
    closed_on: null,
  });
  act.record({ kind: 'survey/paper-opened', subject: `paper-stack/${id}`, data: {} });
  return readStack(act, id);
}

interface OpenStack {
  row: data.StackRow;
  questionnaire: Questionnaire;
}

async function holdOpenStack(act: Act, stackId: string): Promise<OpenStack> {
  const row = await data.lockStackRow(act.db, stackId);
  if (!row) throw refuseSurvey('survey/no-stack');
  if (row.closed_on !== null) throw refuseSurvey('survey/stack-closed', { on: row.closed_on });
  const used = await findVersion(act, row.questionnaire_id, row.version);
  return { row, questionnaire: used!.body };
}

/** Paper may leave anything out, so only what does not fit the questionnaire is refused. */
function requireFitting(questionnaire: Questionnaire, said: Answers): Answers {
  const checked = checkAnswers(questionnaire, said);
  const faults = checked.faults.filter(({ fault }) => fault !== 'missing');
  if (faults.length === 0) return checked.answers;
  const problems = faults.map(({ question, fault }) => ({
    path: `body.answers.given.${question}`,
    code: `survey/${fault}`,
    detail: {
      zh: `“${question}”的答案与题目不符。`,
      en: `The answer to “${question}” does not fit the question.`,
    },
  }));
  throw refuseSurvey('survey/answers-unsound', { n: faults.length }, problems);
}

export async function keyForm(act: Act, stackId: string, formNo: number, said: Reading): Promise<FormView> {
  const { questionnaire } = await holdOpenStack(act, stackId);
  const answers = requireFitting(questionnaire, said.answers);
  const [form] = await data.listForms(act.db, stackId, formNo);
  const readings = form?.readings ?? [];
  if (readings.some(({ keyed_by: by }) => by === act.who.accountId))
    throw refuseSurvey('survey/keyed-by-you', { formNo });
  if (readings.length >= 2) throw refuseSurvey('survey/keyed-twice', { formNo });
  if (!form) await data.insertForm(act.db, act.bureauId, stackId, formNo);
  await data.insertReading(act.db, {
    bureau_id: act.bureauId,
    stack_id: stackId,
    form_no: formNo,
    pass: readings.length + 1,
    keyed_by: act.who.accountId!,
    answers,
    slip: said.slip,
  });
  const [first] = readings;
  if (first && differencesOf(questionnaire, first, { answers, slip: said.slip }).length === 0)
    await settle(act, stackId, formNo, { answers, slip: said.slip });
  return readForm(act, stackId, formNo);
}

const settle = (act: Act, stackId: string, formNo: number, agreed: Reading) =>
  data.settleForm(act.db, {
    bureauId: act.bureauId,
    stackId,
    formNo,
    answers: agreed.answers,
    slip: slipKey(agreed.slip),
  });

/** Differences show only once both readings are in, so that nobody copies from the other. */
export async function readForm(act: Act, stackId: string, formNo: number): Promise<FormView> {
  const row = await data.findStackRow(act.db, stackId);
  const [form] = row ? await data.listForms(act.db, stackId, formNo) : [];
  if (!row || !form) throw refuseSurvey('survey/no-stack');
  const state = formState(form);
  const [first, second] = form.readings;
  if (state !== 'differs' || !first || !second)
    return { formNo, state, differences: [], first: null, slip: '' };
  const used = await findVersion(act, row.questionnaire_id, row.version);
  const differences = differencesOf(used!.body, first, second);
  return { formNo, state, differences, first: first.answers, slip: first.slip };
}

export async function settlePaperForm(
  act: Act,
  stackId: string,
  formNo: number,
  agreed: Reading,
): Promise<FormView> {
  const { questionnaire } = await holdOpenStack(act, stackId);
  const answers = requireFitting(questionnaire, agreed.answers);
  const [form] = await data.listForms(act.db, stackId, formNo);
  if (!form) throw refuseSurvey('survey/no-stack');
  if (formState(form) !== 'differs') throw refuseSurvey('survey/not-to-settle', { formNo });
  await settle(act, stackId, formNo, { answers, slip: agreed.slip });
  return readForm(act, stackId, formNo);
}

export async function closeStack(act: Act, stackId: string): Promise<StackView> {
  await holdOpenStack(act, stackId);
  const forms = await data.listForms(act.db, stackId);
  const unfinished = forms.filter((form) => !['settled', 'cast'].includes(formState(form))).length;
  if (unfinished > 0) throw refuseSurvey('survey/stack-unfinished', { n: unfinished });
  await data.markStackClosed(act.db, act.bureauId, stackId, act.today);
  act.record({ kind: 'survey/paper-closed', subject: `paper-stack/${stackId}`, data: { n: forms.length } });
  return readStack(act, stackId);
}

/** What a closed stack puts into the ballot box: answers with the slip's one-time code. */
export interface PaperBallot {
  slip: string;
  answers: Answers;
}

/**
 * The settled forms of a closed stack, for casting with their codes, in no order that tells who filled them in.
 * They are wiped here in the same transaction: cast them in it, or none is lost and none is taken. One that came
 * without its slip has an empty code, which lets nothing in: it must not keep the box shut.
 */
export async function takePaperBallots(act: Act, stackId: string): Promise<PaperBallot[]> {
  const row = await data.lockStackRow(act.db, stackId);
  if (!row || row.closed_on === null) throw refuseSurvey('survey/no-stack');
  const ready = (await data.listForms(act.db, stackId)).filter((form) => formState(form) === 'settled');
  await data.wipeCast(act.db, act.bureauId, stackId, act.today);
  return ready
    .map((form) => ({ slip: form.slip, answers: form.settled! }))
    .toSorted((a, b) => (a.slip < b.slip ? -1 : 1));
}
