-- Running a survey: its plan and life, opened answers, complaints, and envelopes with one-time codes.
create table survey.survey (
  bureau_id uuid not null references platform.bureau on delete cascade,
  survey_id uuid not null,
  title text not null check (title <> ''),
  questionnaire_id uuid not null,
  version int not null,
  -- From checked to tallied the polls say how far it is.
  state text not null check (state in ('draft', 'checked', 'tallied', 'destroyed', 'withdrawn')),
  level text not null check (level in ('P1', 'P2')),
  -- The partition that is bound into the keys: [{ id, label, unitIds }].
  strata jsonb not null,
  -- Who answers on paper in an envelope, and so draws no token.
  paper_ids uuid[] not null,
  -- Day of the roster that the list of the eligible is frozen from.
  roster_on date not null,
  issue_from date not null,
  issue_to date not null,
  cast_from date not null,
  cast_to date not null,
  office_id uuid not null,
  witness_id uuid not null,
  trustee_ids uuid[] not null,
  k int not null check (k >= 5),
  k_text int not null check (k_text >= 10),
  batch int not null check (batch between 2 and 50),
  -- Ratings by stratum; free texts in a second poll with one stratum of everybody. Null before the check.
  poll_id uuid,
  text_poll_id uuid,
  previous_id uuid,
  drafted_by uuid,
  drafted_on date not null,
  checked_by uuid,
  checked_on date,
  -- The last phase that the ledger was told of.
  told text not null default '',
  -- How the tally went: counts alone.
  tally jsonb,
  primary key (bureau_id, survey_id),
  foreign key (bureau_id, questionnaire_id, version) references survey.questionnaire_version on delete cascade,
  foreign key (bureau_id, poll_id) references ballot.poll on delete cascade,
  foreign key (bureau_id, text_poll_id) references ballot.poll on delete cascade,
  foreign key (bureau_id, previous_id) references survey.survey on delete cascade
);
create index survey_version on survey.survey (bureau_id, questionnaire_id, version);
create index survey_poll on survey.survey (bureau_id, poll_id);
create index survey_text_poll on survey.survey (bureau_id, text_poll_id);
create index survey_previous on survey.survey (bureau_id, previous_id);
call platform.wall('survey.survey');
grant select, insert, update, delete on survey.survey to wenrong_app;

-- Opened answers. Ids are random, rows were written in their order in one transaction: nothing here tells whose a row
-- is, which ballot it was, or which came first.
create table survey.answer (
  bureau_id uuid not null references platform.bureau on delete cascade,
  survey_id uuid not null,
  answer_id uuid not null,
  stratum text not null,
  -- What people said of themselves (legacy agency and the like), by question.
  self_report jsonb not null,
  answers jsonb not null,
  primary key (bureau_id, survey_id, answer_id),
  foreign key (bureau_id, survey_id) references survey.survey on delete cascade
);
call platform.wall('survey.answer');
grant select, insert, delete on survey.answer to wenrong_app;

-- Free texts, each by itself: no stratum, no link to ratings or to the writer's other texts.
create table survey.text (
  bureau_id uuid not null references platform.bureau on delete cascade,
  survey_id uuid not null,
  text_id uuid not null,
  question text not null,
  body text not null,
  primary key (bureau_id, survey_id, text_id),
  foreign key (bureau_id, survey_id) references survey.survey on delete cascade
);
call platform.wall('survey.text');
grant select, insert, delete on survey.text to wenrong_app;

-- A receipt of the box without an entry in its bulletin: the proof itself, which names no answer and nobody.
create table survey.complaint (
  bureau_id uuid not null references platform.bureau on delete cascade,
  survey_id uuid not null,
  ballot_id text not null,
  receipt jsonb not null,
  filed_on date not null,
  answered_on date,
  answer text not null default '',
  primary key (bureau_id, survey_id, ballot_id),
  foreign key (bureau_id, survey_id) references survey.survey on delete cascade
);
call platform.wall('survey.complaint');
grant select, insert, update, delete on survey.complaint to wenrong_app;

-- One-time codes of envelopes, as SHA-256. A used one says nothing of when.
create table survey.envelope (
  bureau_id uuid not null references platform.bureau on delete cascade,
  survey_id uuid not null,
  code_hash text not null,
  stratum text not null,
  primary key (bureau_id, survey_id, code_hash),
  foreign key (bureau_id, survey_id) references survey.survey on delete cascade
);
call platform.wall('survey.envelope');
grant select, insert, delete on survey.envelope to wenrong_app;

-- Stacks of paper forms that a survey's tally takes in.
create table survey.envelope_stack (
  bureau_id uuid not null references platform.bureau on delete cascade,
  survey_id uuid not null,
  stack_id uuid not null,
  primary key (bureau_id, stack_id),
  foreign key (bureau_id, survey_id) references survey.survey on delete cascade,
  foreign key (bureau_id, stack_id) references survey.paper_stack on delete cascade
);
create index envelope_stack_survey on survey.envelope_stack (bureau_id, survey_id);
call platform.wall('survey.envelope_stack');
grant select, insert, delete on survey.envelope_stack to wenrong_app;
