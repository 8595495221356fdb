-- Answers given at a shared terminal under an envelope's code, sealed to the tally key. Neither code nor day is kept
-- beside them, and all of a survey lie in the order of their hashes, written in one transaction.
create table survey.sealed_form (
  bureau_id uuid not null references platform.bureau on delete cascade,
  survey_id uuid not null,
  ballot_id text not null,
  stratum text not null,
  enc text not null,
  primary key (bureau_id, survey_id, ballot_id),
  foreign key (bureau_id, survey_id) references survey.survey on delete cascade
);
call platform.wall('survey.sealed_form');
grant select, insert, delete on survey.sealed_form to wenrong_app;
