-- Results of a survey: released once, for everybody; findings and what became of them; free texts and their redaction.
create table survey.result (
  bureau_id uuid not null references platform.bureau on delete cascade,
  survey_id uuid not null,
  -- Canonical JSON, byte for byte as it was released; `digest` is its SHA-256.
  release text not null,
  digest text not null,
  -- What the next wave needs, true counts among it. Part of no reply.
  memory jsonb not null,
  released_on date not null,
  primary key (bureau_id, survey_id),
  foreign key (bureau_id, survey_id) references survey.survey on delete cascade
);
call platform.wall('survey.result');
-- No update: what is released stays as it is.
grant select, insert on survey.result to wenrong_app;

create table survey.finding (
  bureau_id uuid not null references platform.bureau on delete cascade,
  finding_id uuid not null,
  survey_id uuid not null,
  place int not null,
  code text not null,
  line jsonb not null,
  published_on date not null,
  answer_kind text check (answer_kind in ('measure', 'declined')),
  answer_words text not null default '',
  answered_on date,
  primary key (bureau_id, finding_id),
  unique (bureau_id, survey_id, code),
  foreign key (bureau_id, survey_id) references survey.survey on delete cascade,
  check ((answer_kind is null) = (answered_on is null))
);
call platform.wall('survey.finding');
grant select, insert, update on survey.finding to wenrong_app;

-- What each of two people struck out of a text. Goes with the text when raw answers are destroyed.
create table survey.redaction (
  bureau_id uuid not null references platform.bureau on delete cascade,
  survey_id uuid not null,
  text_id uuid not null,
  redactor_id uuid not null,
  -- [[from, to], …] in UTF-16 units, in order, apart from each other.
  marks jsonb not null,
  withheld boolean not null,
  primary key (bureau_id, survey_id, text_id, redactor_id),
  foreign key (bureau_id, survey_id, text_id) references survey.text on delete cascade
);
call platform.wall('survey.redaction');
grant select, insert, update, delete on survey.redaction to wenrong_app;

-- Texts as everybody reads them: redacted, in an order drawn by chance.
create table survey.shown_text (
  bureau_id uuid not null references platform.bureau on delete cascade,
  survey_id uuid not null,
  place int not null,
  question text not null,
  body text not null,
  released_on date not null,
  primary key (bureau_id, survey_id, place),
  foreign key (bureau_id, survey_id) references survey.survey on delete cascade
);
call platform.wall('survey.shown_text');
grant select, insert on survey.shown_text to wenrong_app;
