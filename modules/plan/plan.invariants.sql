-- Nobody checks what he claimed himself.
select check_id, 'checked by the one who claimed' as fault from plan."check" where checked_by = claimed_by;
-- What is done was confirmed.
select m.measure_id, 'done without a confirmed check' as fault from plan.measure m
  where m.state = 'done' and not exists (select from plan."check" c
    where (c.bureau_id, c.measure_id) = (m.bureau_id, m.measure_id) and c.verdict = 'confirmed');
-- At most one version of a plan is the published one.
select plan_id, 'two published versions' as fault from plan.version where state = 'published'
  group by bureau_id, plan_id having count(*) > 1;
