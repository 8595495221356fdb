-- The place of a release among all of its bureau, from 1: the register is judged in the order in which things came out,
-- not by the days of casting. Null for releases that were there before this column; they come first, by day.
alter table survey.result add column release_no int check (release_no > 0);
create unique index result_release_no on survey.result (bureau_id, release_no);
