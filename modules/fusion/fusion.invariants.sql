-- Questions that must return no row. Run them with app.fusion_purpose = measure: sheets show themselves to nobody else.

-- Raw answers, lists and rings are gone once the wave says so.
select w.wave_id, 'raw rows after deletion' as fault from fusion.wave w
where w.raw_deleted_on is not null and (
  exists (select from fusion.sheet s where (s.bureau_id, s.wave_id) = (w.bureau_id, w.wave_id))
  or exists (select from fusion.member m where (m.bureau_id, m.wave_id) = (w.bureau_id, w.wave_id))
  or exists (select from fusion.ring r where (r.bureau_id, r.wave_id) = (w.bureau_id, w.wave_id)));

-- A draft holds nobody, an opened wave has its design.
select w.wave_id, 'members of a draft' as fault from fusion.wave w
where w.state = 'draft' and exists (select from fusion.member m where (m.bureau_id, m.wave_id) = (w.bureau_id, w.wave_id));
select wave_id, 'opened without a design' as fault from fusion.wave where state <> 'draft' and design is null;

-- Results are there exactly from measuring on.
select w.wave_id, 'release and state differ' as fault from fusion.wave w
left join fusion.release r on (r.bureau_id, r.wave_id) = (w.bureau_id, w.wave_id)
where (r.wave_id is not null) <> (w.state in ('measured', 'released'));

-- Nobody is on the list of a ring wave who is not on a ring.
select m.wave_id, 'asks about somebody unlisted' as fault from fusion.member m, unnest(m.asks) as list (other)
where not exists (
  select from fusion.member o where (o.bureau_id, o.wave_id, o.alias) = (m.bureau_id, m.wave_id, list.other) and o.listed);

-- Published group sizes are at least five, or withheld.
select r.wave_id, 'a small group is published' as fault from fusion.release r,
  jsonb_array_elements(r.release -> 'groups') as g
where (g ->> 'nPeople')::int between 0 and 4;

-- What readers have is in the register.
select w.wave_id, 'released and not registered' as fault from fusion.wave w
where w.state = 'released' and not exists (select from fusion.register g where (g.bureau_id, g.wave_id) = (w.bureau_id, w.wave_id));
