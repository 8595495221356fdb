import type { Generated } from 'kysely';
import type { Answers } from './answers.contract.ts';
import type { Questionnaire } from './questionnaire.contract.ts';
import type { SurveyState, TallyCounts } from './survey-life.contract.ts';

/** Rows of the PostgreSQL schema `survey`. Days are `YYYY-MM-DD`; nothing about answers is finer than a day. */
export interface SurveyTables {
  'survey.questionnaire': {
    bureau_id: string;
    questionnaire_id: string;
    title: string;
    created_by: string | null;
    created_on: string;
  };
  'survey.questionnaire_version': {
    bureau_id: string;
    questionnaire_id: string;
    version: number;
    revision: Generated<number>;
    body: Questionnaire;
    hash: string;
    changed_by: string | null;
    changed_on: string;
    locked_on: string | null;
  };
  'survey.paper_stack': {
    bureau_id: string;
    stack_id: string;
    questionnaire_id: string;
    version: number;
    label: string;
    opened_on: string;
    closed_on: string | null;
  };
  'survey.paper_form': {
    bureau_id: string;
    stack_id: string;
    form_no: number;
    settled: Answers | null;
    slip: Generated<string>;
    cast_on: string | null;
  };
  'survey.paper_keying': {
    bureau_id: string;
    stack_id: string;
    form_no: number;
    pass: number;
    keyed_by: string;
    answers: Answers;
    slip: Generated<string>;
  };
  'survey.survey': {
    bureau_id: string;
    survey_id: string;
    title: string;
    questionnaire_id: string;
    version: number;
    state: SurveyState;
    level: 'P1' | 'P2';
    strata: { id: string; label: string; unitIds: string[] }[];
    paper_ids: string[];
    /** People on paper by stratum, frozen at the check. */
    paper_counts: Record<string, number> | null;
    roster_on: string;
    issue_from: string;
    issue_to: string;
    cast_from: string;
    cast_to: string;
    office_id: string;
    witness_id: string;
    trustee_ids: string[];
    k: number;
    k_text: number;
    batch: number;
    poll_id: string | null;
    text_poll_id: string | null;
    previous_id: string | null;
    drafted_by: string | null;
    drafted_on: string;
    checked_by: string | null;
    checked_on: string | null;
    told: Generated<string>;
    tally: TallyCounts | null;
    tally_job: Generated<string | null>;
    rsa_bits: Generated<2048 | 3072>;
  };
  'survey.answer': {
    bureau_id: string;
    survey_id: string;
    answer_id: string;
    stratum: string;
    self_report: Answers['given'];
    answers: Answers;
  };
  'survey.text': {
    bureau_id: string;
    survey_id: string;
    text_id: string;
    question: string;
    body: string;
  };
  'survey.complaint': {
    bureau_id: string;
    survey_id: string;
    ballot_id: string;
    receipt: unknown;
    filed_on: string;
    answered_on: string | null;
    answer: Generated<string>;
  };
  'survey.envelope': {
    bureau_id: string;
    survey_id: string;
    code_hash: string;
    stratum: string;
  };
  /** Answers of a shared terminal, sealed to the tally key; without the code that let them in. */
  'survey.sealed_form': {
    bureau_id: string;
    survey_id: string;
    ballot_id: string;
    stratum: string;
    enc: string;
  };
  'survey.envelope_stack': {
    bureau_id: string;
    survey_id: string;
    stack_id: string;
  };
}
