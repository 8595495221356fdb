/** Free texts on their way to the page: two keepers strike out, each by himself first; shown when both agree on all. */
import { randomInt } from 'node:crypto';
import type { Act } from '#platform/act/index.ts';
import type { Reply } from '#platform/contract/index.ts';
import { findPerson, listPeopleOn } from '#modules/people/index.ts';
import { whyNotTexts } from '#engines/suppression/index.ts';
import { questionsOf } from './questionnaire.rules.ts';
import { refuseSurvey } from './refuse.work.ts';
import { findResultRow } from './result.data.ts';
import { loadSurvey, lockedSurvey, subjectOf, versionOf } from './survey-load.work.ts';
import { listTexts, type SurveyRow, type TextRow } from './survey.data.ts';
import { isText } from './survey.rules.ts';
import * as data from './text.data.ts';
import type { Desk, DeskText, ShownTexts, textRoutes, Verdict } from './text.contract.ts';
import { agree, marksFit, redacted, suggestMarks } from './text.rules.ts';

const redactorsOf = ({ office_id, witness_id }: SurveyRow): string[] => [office_id, witness_id];

function requireRedactor(act: Act, row: SurveyRow): string {
  const { personId } = act.who;
  if (personId === null || !redactorsOf(row).includes(personId)) throw refuseSurvey('survey/not-redactor');
  return personId;
}

type Verdicts = Map<string, Map<string, Verdict>>;

async function verdictsOf(act: Act, surveyId: string): Promise<Verdicts> {
  const verdicts: Verdicts = new Map();
  for (const { text_id, redactor_id, marks, withheld } of await data.listRedactions(act.db, surveyId)) {
    const own = verdicts.get(text_id) ?? new Map<string, Verdict>();
    verdicts.set(text_id, own.set(redactor_id, { marks, withheld }));
  }
  return verdicts;
}

/** The verdict both gave; null while they differ or one is missing. */
function agreed(row: SurveyRow, of: ReadonlyMap<string, Verdict> | undefined): Verdict | null {
  const [a, b] = redactorsOf(row).map((id) => of?.get(id));
  return a && b && agree(a, b) ? a : null;
}

export async function readDesk(act: Act, surveyId: string): Promise<Desk> {
  const row = await loadSurvey(act, surveyId);
  const me = requireRedactor(act, row);
  const texts = await readable(act, row);
  const verdicts = await verdictsOf(act, surveyId);
  const out = (await data.listShownTexts(act.db, surveyId)).length > 0;
  const names = (await listPeopleOn(act, row.roster_on)).map(({ name }) => name);
  const words = await questionWords(act, row);
  const shown = texts.map((text) =>
    deskText(text, { row, me, names, of: verdicts.get(text.text_id), words }),
  );
  const nAgreed = texts.filter(({ text_id }) => agreed(row, verdicts.get(text_id))).length;
  return {
    title: row.title,
    // Once they are released nobody needs what was struck out of them.
    texts: out ? [] : shown,
    nAgreed,
    names: { office: await nameOf(act, row.office_id), witness: await nameOf(act, row.witness_id) },
    may: {
      mark: out ? released : { may: true },
      release: out ? released : mayRelease(texts.length > 0 && nAgreed === texts.length),
    },
  };
}

const released = { may: false, whyNot: { zh: '已经公布。', en: 'Released already.' } };

/** Texts of questions that have enough of them to be shown at all; the others are read by nobody. */
async function readable(act: Act, { survey_id, k_text }: SurveyRow): Promise<TextRow[]> {
  const texts = await listTexts(act.db, survey_id);
  const byQuestion = Map.groupBy(texts, ({ question }) => question);
  return texts.filter(({ question }) => byQuestion.get(question)!.length >= k_text);
}

const mayRelease = (ready: boolean): Desk['may']['release'] =>
  ready
    ? { may: true }
    : {
        may: false,
        whyNot: { zh: '还有回答没有两人一致的意见。', en: 'The two do not agree on every text yet.' },
      };

const nameOf = async (act: Act, personId: string): Promise<string> =>
  (await findPerson(act, personId))?.name ?? '';

const questionWords = async (act: Act, row: SurveyRow) =>
  new Map(
    questionsOf((await versionOf(act, row)).body)
      .filter(({ question }) => isText(question))
      .map(({ question }) => [question.code, question.text]),
  );

interface AtDesk {
  row: SurveyRow;
  me: string;
  names: readonly string[];
  of: ReadonlyMap<string, Verdict> | undefined;
  words: ReadonlyMap<string, { zh: string }>;
}

function deskText(text: TextRow, { row, me, names, of, words }: AtDesk): DeskText {
  const mine = of?.get(me) ?? null;
  const theirs = of?.get(redactorsOf(row).find((id) => id !== me)!) ?? null;
  const same = mine !== null && theirs !== null && agree(mine, theirs);
  const told = mine !== null && theirs !== null && !same ? theirs : null;
  return {
    textId: text.text_id,
    question: words.get(text.question)?.zh ?? text.question,
    body: text.body,
    suggested: suggestMarks(text.body, names),
    mine,
    other: mine === null ? 'unknown' : theirs === null ? 'waiting' : same ? 'agrees' : 'differs',
    theirs: told,
    theirReading: told && !told.withheld ? redacted(text.body, told.marks) : null,
  };
}

export async function redactText(
  act: Act,
  surveyId: string,
  one: Verdict & { textId: string },
): Promise<Reply<typeof textRoutes.redactText>> {
  const { texts, nAgreed, may } = await redactTexts(act, surveyId, [one]);
  return { text: texts.find(({ textId }) => textId === one.textId)!, nAgreed, release: may.release };
}

/** The same of several at once. */
export async function redactTexts(
  act: Act,
  surveyId: string,
  decided: readonly (Verdict & { textId: string })[],
): Promise<Desk> {
  const row = await lockedSurvey(act, surveyId);
  const redactorId = requireRedactor(act, row);
  if ((await data.listShownTexts(act.db, surveyId)).length > 0) throw refuseSurvey('survey/texts-out');
  const texts = new Map((await readable(act, row)).map((text) => [text.text_id, text.body]));
  for (const { textId, ...verdict } of decided) {
    const body = texts.get(textId);
    if (body === undefined) throw refuseSurvey('survey/no-text');
    if (!marksFit(verdict.marks, body)) throw refuseSurvey('survey/bad-marks');
    await data.saveRedaction(act.db, {
      bureau_id: act.bureauId,
      survey_id: surveyId,
      text_id: textId,
      redactor_id: redactorId,
      ...verdict,
    });
  }
  return readDesk(act, surveyId);
}

/** Once, for everybody, in an order drawn by chance; a question with fewer than `kText` texts keeps them. */
export async function releaseTexts(act: Act, surveyId: string, on = act.today): Promise<ShownTexts> {
  const row = await lockedSurvey(act, surveyId);
  requireRedactor(act, row);
  if ((await data.listShownTexts(act.db, surveyId)).length > 0) throw refuseSurvey('survey/texts-out');
  const texts = await readable(act, row);
  const verdicts = await verdictsOf(act, surveyId);
  const undecided = texts.filter(({ text_id }) => !agreed(row, verdicts.get(text_id)));
  if (undecided.length > 0) throw refuseSurvey('survey/texts-undecided', { n: undecided.length });
  const kept = texts.flatMap(({ text_id, question, body }) => {
    const { marks, withheld } = agreed(row, verdicts.get(text_id))!;
    return withheld ? [] : [{ question, body: redacted(body, marks) }];
  });
  const enough = [...Map.groupBy(kept, ({ question }) => question).values()].filter(
    (list) => whyNotTexts({ texts: list.length, ofWholeBureau: true }, { kText: row.k_text }) === null,
  );
  if (enough.length === 0) throw refuseSurvey('survey/few-texts', { least: row.k_text });
  const place = { bureau_id: act.bureauId, survey_id: surveyId, released_on: on };
  const rows = shuffled(enough.flat()).map((text, at) => ({ ...place, place: at, ...text }));
  await data.insertShownTexts(act.db, rows);
  const n = rows.length;
  act.record({ kind: 'survey/texts-released', subject: subjectOf(surveyId), on, quantity: n, data: { n } });
  return readTexts(act, surveyId);
}

function shuffled<T>(list: readonly T[]): T[] {
  const mixed = [...list];
  for (let last = mixed.length - 1; last > 0; last--) {
    const other = randomInt(last + 1);
    [mixed[last], mixed[other]] = [mixed[other]!, mixed[last]!];
  }
  return mixed;
}

export async function readTexts(act: Act, surveyId: string): Promise<ShownTexts> {
  const row = await loadSurvey(act, surveyId);
  if (!(await findResultRow(act.db, surveyId))) throw refuseSurvey('survey/not-released');
  const shown = await data.listShownTexts(act.db, surveyId);
  const nTexts = row.tally?.nTexts ?? 0;
  const state =
    shown.length > 0 ? 'released' : nTexts === 0 ? 'none' : nTexts < row.k_text ? 'few' : 'redacting';
  const words = await questionWords(act, row);
  return {
    title: row.title,
    state,
    kText: row.k_text,
    releasedOn: shown[0]?.released_on ?? null,
    questions:
      state === 'released'
        ? [...words].map(([code, text]) => {
            const texts = shown.filter(({ question }) => question === code).map(({ body }) => body);
            return { text, texts, withheld: texts.length === 0 };
          })
        : [],
    may: {
      redact:
        state === 'redacting' && act.who.personId !== null && redactorsOf(row).includes(act.who.personId),
    },
  };
}
