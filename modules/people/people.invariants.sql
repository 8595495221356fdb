-- Each question must return no row.

-- A person sits in one seat at a time, and is away in one way at a time.
select a.bureau_id, a.person_id, a.layer, a.from_on
from people.assignment a join people.assignment b using (bureau_id, person_id, layer)
where a.from_on < b.from_on and (a.until_on is null or a.until_on > b.from_on);

-- Nobody has a seat before joining or after leaving.
select a.bureau_id, a.person_id, a.from_on
from people.assignment a join people.person p using (bureau_id, person_id)
where a.from_on < p.joined_on or (p.left_on is not null and (a.until_on is null or a.until_on > p.left_on));

-- Whoever is in post has a seat from the first day on.
select p.bureau_id, p.person_id from people.person p
where not exists (
  select from people.assignment a
  where a.bureau_id = p.bureau_id and a.person_id = p.person_id and a.layer = 'seat' and a.from_on = p.joined_on);

-- A unit has one name and one place in the tree at a time, from its first day to its last.
select a.bureau_id, a.unit_id, a.from_on
from people.unit_form a join people.unit_form b using (bureau_id, unit_id)
where a.from_on < b.from_on and (a.until_on is null or a.until_on > b.from_on);

select u.bureau_id, u.unit_id from people.unit u
where not exists (
    select from people.unit_form f
    where f.bureau_id = u.bureau_id and f.unit_id = u.unit_id and f.from_on = u.opened_on)
  or not exists (
    select from people.unit_form f
    where f.bureau_id = u.bureau_id and f.unit_id = u.unit_id and f.until_on is not distinct from u.closed_on);

-- Nobody sits in a unit that is closed.
select a.bureau_id, a.person_id, a.unit_id
from people.assignment a join people.unit u using (bureau_id, unit_id)
where a.from_on < u.opened_on or (u.closed_on is not null and (a.until_on is null or a.until_on > u.closed_on));

-- What was read from a file is kept no longer than its import is pending.
select bureau_id, import_id from people.import
where state not in ('reading', 'ready', 'proposed') and (reading is not null or file_sha256 is not null);
