-- Questions that must return no row.

-- What is approved or held was approved by somebody, and its plan is remembered.
select activity_id, 'approved without a plan on record' as fault from activity.activity
where state in ('approved', 'held') and approved_plan is null;

-- Nobody approved what they submitted last before it.
select d.activity_id, 'approved by its submitter' as fault from activity.decision d
where d.what = 'approved' and d.by_account = (
  select s.by_account from activity.decision s
  where (s.bureau_id, s.activity_id) = (d.bureau_id, d.activity_id) and s.what = 'submitted' and s.at <= d.at
  order by s.at desc, s.decision_id desc limit 1);

-- Every activity has a session and an organiser.
select a.activity_id, 'without a session' as fault from activity.activity a
where not exists (select from activity.session s where (s.bureau_id, s.activity_id) = (a.bureau_id, a.activity_id));
select a.activity_id, 'without an organiser' as fault from activity.activity a
where not exists (select from activity.organiser o where (o.bureau_id, o.activity_id) = (a.bureau_id, a.activity_id));

-- Registration closes no later than the first day.
select a.activity_id, 'closes after it began' as fault from activity.activity a
where a.closes_on > (select min(s.held_on) from activity.session s where (s.bureau_id, s.activity_id) = (a.bureau_id, a.activity_id));

-- No seat stays free while somebody waits, as long as there is something to wait for.
select a.activity_id, 'a free seat and a queue' as fault from activity.activity a
where a.state = 'approved'
  and exists (select from activity.registration w where (w.bureau_id, w.activity_id, w.state) = (a.bureau_id, a.activity_id, 'waiting'))
  and (a.capacity is null or a.capacity > (
    select count(*) from activity.registration r where (r.bureau_id, r.activity_id, r.state) = (a.bureau_id, a.activity_id, 'in')));

-- A registration is where its last step left it.
select r.activity_id, r.person_id, 'state and steps differ' as fault from activity.registration r
where r.state is distinct from (
  select s.state from activity.registration_step s
  where (s.bureau_id, s.activity_id, s.person_id) = (r.bureau_id, r.activity_id, r.person_id)
  order by s.step desc limit 1);

-- No fact about joining or leaving names whoever did it.
select fact_id, 'a fact names who joined or left' as fault from platform.fact
where kind in ('activity/joined', 'activity/waiting', 'activity/stands-by', 'activity/seat-freed', 'activity/moved-up')
  and actor is not null;
