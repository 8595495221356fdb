-- The work that opens the box; null before it was asked for.
alter table survey.survey add column tally_job uuid;
