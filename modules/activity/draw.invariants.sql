-- Each question must return no row.

-- Every draw that was made has its fact, with the same hash.
select d.bureau_id, d.draw_id
from activity.draw d
where d.hash is not null and not exists (
  select 1 from platform.fact f
  where f.bureau_id = d.bureau_id and f.kind = 'draw/made'
    and f.data ->> 'drawId' = d.draw_id::text and f.data ->> 'hash' = d.hash);

-- Everybody who entered a draw is in one team of each round at most.
select d.bureau_id, d.draw_id, r.at, p.id
from activity.draw d
cross join jsonb_array_elements(d.teams) with ordinality as r (teams, at)
cross join jsonb_array_elements(r.teams) as t (people)
cross join jsonb_array_elements_text(t.people) as p (id)
group by d.bureau_id, d.draw_id, r.at, p.id
having count(*) > 1;

-- Nobody was drawn who had not entered.
select d.bureau_id, d.draw_id, p.id
from activity.draw d
cross join jsonb_array_elements(d.teams) as r (teams)
cross join jsonb_array_elements(r.teams) as t (people)
cross join jsonb_array_elements_text(t.people) as p (id)
where p.id::uuid <> all (d.person_ids);
