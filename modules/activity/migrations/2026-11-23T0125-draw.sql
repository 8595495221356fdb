-- Team draws. A draw is a mechanism (inputs, rules, seed, engine version, rejected draws) and a number drawn from it.
create table activity.draw (
  bureau_id uuid not null references platform.bureau on delete cascade,
  draw_id uuid not null,
  activity_id uuid not null,
  nth int not null check (nth > 0),
  state text not null check (state in ('drawing', 'failed', 'drawn', 'published', 'rejected')),
  choice jsonb not null,
  person_ids uuid[] not null,
  -- From the server's cryptographic random, before the draw begins.
  seed bigint not null check (seed >= 0),
  -- The wave that acquaintance was taken from. Who knows whom is not copied here: while the wave's raw answers
  -- exist it is read again, and the hash tells that it is the same.
  wave_id uuid,
  -- Text of the mechanism without acquaintance: people, rules, floor, engine version, rejected draws.
  mechanism text,
  -- SHA-256 of the mechanism with acquaintance, as in the ledger's fact `draw/made`.
  hash text check (hash ~ '^[0-9a-f]{64}$'),
  number int,
  teams jsonb,
  changes jsonb not null default '[]' check (jsonb_typeof(changes) = 'array'),
  preview jsonb,
  job_id uuid,
  stop_asked boolean not null default false,
  ended_early boolean not null default false,
  made_at timestamptz,
  published_at timestamptz,
  rejected_because text check (rejected_because in ('people-changed', 'by-hand')),
  rejected_reason text,
  created_at timestamptz not null,
  primary key (bureau_id, draw_id),
  unique (bureau_id, activity_id, nth),
  foreign key (bureau_id, activity_id) references activity.activity on delete cascade,
  check (state in ('drawing', 'failed') or (hash is not null and teams is not null and number is not null and made_at is not null)),
  check ((state = 'rejected') = (rejected_because is not null)),
  check (state <> 'published' or published_at is not null)
);
-- One draw at a time is in use.
create unique index draw_in_use on activity.draw (bureau_id, activity_id) where state in ('drawing', 'drawn', 'published');
create index draw_wave on activity.draw (bureau_id, wave_id) where wave_id is not null;
call platform.wall('activity.draw');
grant select, insert, update on activity.draw to wenrong_app;

-- What was drawn stays as it was drawn.
create function activity.hold_draw() returns trigger language plpgsql as $$
begin
  if old.hash is not null and (new.hash, new.mechanism, new.seed, new.number, new.teams, new.person_ids, new.choice, new.made_at, new.wave_id)
     is distinct from (old.hash, old.mechanism, old.seed, old.number, old.teams, old.person_ids, old.choice, old.made_at, old.wave_id) then
    raise exception 'a draw that was made stays as it is' using errcode = 'WR111';
  end if;
  return new;
end $$;
create trigger draw_held before update on activity.draw for each row execute function activity.hold_draw();
