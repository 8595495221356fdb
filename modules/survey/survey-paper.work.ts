/** Envelopes: one-time codes for those who answer on paper, and the stacks that are counted with the survey. */
import { randomBytes } from 'node:crypto';
import type { Act } from '#platform/act/index.ts';
import { readStack } from './paper.work.ts';
import { refuseSurvey } from './refuse.work.ts';
import { draftOf, lockedSurvey, needPhase, paperCountsOf, subjectOf } from './survey-load.work.ts';
import { codeHashOf } from './survey-tally.work.ts';
import * as data from './survey.data.ts';

/** Crockford's letters: none is taken for another on paper. */
const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** 128 bits and a little, five to a letter: nobody guesses one, whatever they try it at. */
const codeLength = 26;

const newCode = (): string => [...randomBytes(codeLength)].map((byte) => letters[byte & 31]).join('');

/** As many codes for each stratum as people answer on paper in it. Kept as hashes; shown this once, to be printed. */
export async function makeEnvelopes(
  act: Act,
  surveyId: string,
): Promise<{ slips: { stratum: string; code: string }[] }> {
  const row = await lockedSurvey(act, surveyId);
  await needPhase(act, row, ['keys', 'signed', 'draw', 'wait', 'cast']);
  const draft = draftOf(row);
  const made = (await data.countEnvelopes(act.db, surveyId)) > 0;
  if (made || draft.paperIds.length === 0) throw refuseSurvey('survey/no-envelopes');
  const counts = await paperCountsOf(act, row);
  const slips = draft.strata.flatMap(({ id, label }) =>
    Array.from({ length: counts[id] ?? 0 }, () => ({ id, stratum: label, code: newCode() })),
  );
  const place = { bureau_id: act.bureauId, survey_id: surveyId };
  const rows = slips.map(({ id, code }) => ({ ...place, code_hash: codeHashOf(code), stratum: id }));
  await data.insertEnvelopes(
    act.db,
    rows.toSorted((a, b) => (a.code_hash < b.code_hash ? -1 : 1)),
  );
  act.record({ kind: 'survey/envelopes-made', subject: subjectOf(surveyId), data: { n: slips.length } });
  return {
    slips: slips.map(({ stratum, code }) => ({ stratum, code: code.replace(/(.{4})(?!$)/g, '$1-') })),
  };
}

/** A stack of this survey's questionnaire; its settled forms are taken at the tally. */
export async function attachStack(act: Act, surveyId: string, stackId: string): Promise<void> {
  const row = await lockedSurvey(act, surveyId);
  await needPhase(act, row, ['draw', 'wait', 'cast', 'ended', 'complaints', 'countable']);
  const stack = await readStack(act, stackId);
  const isSame = stack.questionnaireId === row.questionnaire_id && stack.version === row.version;
  const place = { bureau_id: act.bureauId, survey_id: surveyId, stack_id: stackId };
  if (!isSame || !(await data.insertStackOf(act.db, place))) throw refuseSurvey('survey/other-stack');
  act.record({ kind: 'survey/stack-attached', subject: subjectOf(surveyId), data: {} });
}
