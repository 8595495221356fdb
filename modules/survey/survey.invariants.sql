-- Each question must return no row.

-- Versions follow one by one.
select bureau_id, questionnaire_id from survey.questionnaire_version
group by bureau_id, questionnaire_id having max(version) <> count(*);

-- Every questionnaire has a version.
select q.bureau_id, q.questionnaire_id from survey.questionnaire q
where not exists (
  select from survey.questionnaire_version v
  where v.bureau_id = q.bureau_id and v.questionnaire_id = q.questionnaire_id);

-- A version that paper was keyed for is in use.
select s.bureau_id, s.stack_id from survey.paper_stack s
join survey.questionnaire_version v using (bureau_id, questionnaire_id, version) where v.locked_on is null;

-- A form is settled only after two readings, and nothing of it is left once it is cast.
select f.bureau_id, f.stack_id, f.form_no from survey.paper_form f
where f.settled is not null and (
  select count(*) from survey.paper_keying k
  where k.bureau_id = f.bureau_id and k.stack_id = f.stack_id and k.form_no = f.form_no) < 2;
select bureau_id, stack_id, form_no from survey.paper_form
where cast_on is not null and (settled is not null or slip <> '');

-- A released result is of a survey that was tallied.
select r.bureau_id, r.survey_id from survey.result r
join survey.survey s using (bureau_id, survey_id) where s.state not in ('tallied', 'destroyed');

-- Texts of a question are shown in a number that hides their writers.
select t.bureau_id, t.survey_id, t.question from survey.shown_text t
join survey.survey s using (bureau_id, survey_id)
group by t.bureau_id, t.survey_id, t.question, s.k_text having count(*) < s.k_text;

-- A survey has its polls from the check on, and none before.
select bureau_id, survey_id from survey.survey
where (state in ('checked', 'tallied', 'destroyed') and poll_id is null) or (state = 'draft' and poll_id is not null);

-- The check was made by somebody other than the drafter.
select bureau_id, survey_id from survey.survey where checked_by is not null and checked_by = drafted_by;

-- Opened answers are there only between tally and destruction.
select a.bureau_id, a.survey_id from survey.answer a join survey.survey s using (bureau_id, survey_id)
where s.state <> 'tallied'
union all
select t.bureau_id, t.survey_id from survey.text t join survey.survey s using (bureau_id, survey_id)
where s.state <> 'tallied';

-- Who would have answered on paper is forgotten with the survey.
select bureau_id, survey_id from survey.survey
where state in ('destroyed', 'withdrawn') and paper_ids <> '{}';

-- Forms sealed at a shared terminal wait for the tally and no longer.
select f.bureau_id, f.survey_id from survey.sealed_form f join survey.survey s using (bureau_id, survey_id)
where s.state <> 'checked';
