/** What other modules ask of indicators. */
import type { Act } from '#platform/act/index.ts';
import type { Saying } from '#platform/contract/index.ts';
import {
  answerIn,
  factsBehind,
  listMarks,
  openAsking,
  sentenceIn,
  type Asking,
  type Behind,
  type Marks,
} from './asking.work.ts';
import type { Answer } from './indicator.contract.ts';
import { listIndicatorRows } from './indicator.data.ts';
import { loadIndicator, subjectOf } from './indicator.work.ts';
import type { Asker, IndicatorContent } from './question.contract.ts';

export interface KnownIndicator {
  indicatorId: string;
  version: number;
  content: IndicatorContent;
  sentence: Saying;
  retiredOn: string | null;
}

/** Opens the ledger for many questions of one act: units and kinds are read once. */
export const askLedger = openAsking;
/** Campaigns and tags in use, to be offered wherever one is given. */
export const marksInUse = listMarks;
export type { Asking, Behind, Marks };

/** All indicators, in the order of their registration. */
export async function listIndicators(asking: Asking): Promise<KnownIndicator[]> {
  return (await listIndicatorRows(asking.act.db)).map((row) => ({
    indicatorId: row.indicator_id,
    version: row.version,
    content: row.content,
    sentence: sentenceIn(asking, row.content),
    retiredOn: row.retired_on,
  }));
}

/**
 * The ledger's answer to an indicator on a day, for whoever asks: `asker` gives the day, the span and the subject that the
 * question may leave open. @throws Refusal `indicator/not-found`
 */
export async function answerIndicator(
  asking: Asking,
  indicatorId: string,
  asker: Asker = {},
): Promise<Answer> {
  const row = await loadIndicator(asking.act, indicatorId);
  return answerIn(asking, row.content, asker, subjectOf(indicatorId));
}

/** The same for an indicator already at hand: no look-up. */
export const answerKnown = (asking: Asking, one: KnownIndicator, asker: Asker = {}): Promise<Answer> =>
  answerIn(asking, one.content, asker, subjectOf(one.indicatorId));

/** The records behind an answer, newest first, at most `limit`. @throws Refusal `indicator/not-found` */
export async function factsBehindIndicator(
  asking: Asking,
  indicatorId: string,
  options: { asker?: Asker; limit?: number; before?: number } = {},
): Promise<Behind> {
  const row = await loadIndicator(asking.act, indicatorId);
  return factsBehind(asking, row.content.question, options);
}

/** The sentence of any wording, e.g. of a known indicator with another target. */
export const sentenceOf = sentenceIn;

/** The records a question finds, without its being registered. */
export const factsBehindQuestion = factsBehind;

export async function indicatorSentence(act: Act, indicatorId: string): Promise<Saying> {
  const row = await loadIndicator(act, indicatorId);
  return sentenceIn(await openAsking(act), row.content);
}
