-- Where a finding was answered (`measure/…`, `plan/…`), and how many answer on paper, frozen with the list.
alter table survey.finding add column answer_subject text not null default '';
-- People on paper by stratum at the check; null for surveys that were checked before this column was there.
alter table survey.survey add column paper_counts jsonb;
