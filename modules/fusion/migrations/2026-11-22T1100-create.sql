-- Fusion: waves of who knows whom. What people said is kept under pseudonyms (HMAC of the person's id under
-- a key that lies outside the database), without times, and only until the wave's deletion day.
create schema fusion;
grant usage on schema fusion to wenrong_app;

create table fusion.wave (
  bureau_id uuid not null references platform.bureau on delete cascade,
  wave_id uuid not null,
  name text not null check (name <> ''),
  purpose text not null check (purpose <> ''),
  state text not null check (state in ('draft', 'open', 'closed', 'measured', 'released')),
  source text not null check (source in ('asked', 'imported')),
  as_of_on date not null,
  -- Null: the whole bureau.
  unit_ids uuid[],
  opens_on date not null,
  closes_on date not null check (closes_on >= opens_on),
  delete_on date not null check (delete_on > closes_on and delete_on <= closes_on + interval '6 months'),
  names_per_person int not null,
  domains jsonb not null,
  -- Of everything random in the wave: rings, order of names, estimates.
  seed int not null,
  -- How people were listed; null in a draft.
  design jsonb,
  raw_deleted_on date,
  released_on date,
  -- The job that imports or measures it.
  job_id uuid,
  -- Uploaded files that wait for the import.
  import jsonb,
  created_at timestamptz not null,
  primary key (bureau_id, wave_id),
  unique (bureau_id, name)
);
call platform.wall('fusion.wave');
grant select, insert, update, delete on fusion.wave to wenrong_app;

-- The purpose lock: once open, purpose and population stand, and deletion can only come earlier.
create function fusion.hold_plan() returns trigger language plpgsql as $$
begin
  if old.state <> 'draft' and (new.purpose, new.source, new.as_of_on, new.unit_ids, new.seed, new.domains)
     is distinct from (old.purpose, old.source, old.as_of_on, old.unit_ids, old.seed, old.domains) then
    raise exception 'the plan of an opened wave is locked' using errcode = 'WR101';
  end if;
  if old.state <> 'draft' and new.delete_on > old.delete_on then
    raise exception 'raw answers are deleted no later than promised' using errcode = 'WR102';
  end if;
  if old.raw_deleted_on is not null and new.raw_deleted_on is distinct from old.raw_deleted_on then
    raise exception 'what is deleted stays deleted' using errcode = 'WR103';
  end if;
  return new;
end $$;
create trigger plan_held before update on fusion.wave for each row execute function fusion.hold_plan();

-- Who is in a wave, by alias. `asks`: whose names are on this person's list; null: everybody listed.
create table fusion.member (
  bureau_id uuid not null references platform.bureau on delete cascade,
  wave_id uuid not null,
  alias text not null check (length(alias) = 22),
  listed boolean not null,
  asked boolean not null,
  asks text[],
  -- Legacy agency and unit as an imported file names them; null where the roster knows.
  own_group text,
  own_unit text,
  primary key (bureau_id, wave_id, alias),
  foreign key (bureau_id, wave_id) references fusion.wave on delete cascade
);
call platform.wall('fusion.member');
grant select, insert, delete on fusion.member to wenrong_app;

-- The rings of a wave, as aliases in their order; `kept`: the ring came from the wave before.
create table fusion.ring (
  bureau_id uuid not null references platform.bureau on delete cascade,
  wave_id uuid not null,
  ring int not null,
  kept boolean not null,
  aliases text[] not null,
  primary key (bureau_id, wave_id, ring),
  foreign key (bureau_id, wave_id) references fusion.wave on delete cascade
);
call platform.wall('fusion.ring');
grant select, insert, delete on fusion.ring to wenrong_app;

-- One sheet per person who consented. No column says when.
create table fusion.sheet (
  bureau_id uuid not null references platform.bureau on delete cascade,
  wave_id uuid not null,
  alias text not null check (length(alias) = 22),
  -- Version of the notice that was agreed to.
  consent text not null,
  finished boolean not null,
  -- Alias of a colleague → 0, 1, 2 or "skip".
  reports jsonb not null check (jsonb_typeof(reports) = 'object'),
  -- Code of a domain → 0, 1, 2 or "skip".
  knowledge jsonb not null check (jsonb_typeof(knowledge) = 'object'),
  primary key (bureau_id, wave_id, alias),
  foreign key (bureau_id, wave_id, alias) references fusion.member on delete cascade
);
call platform.wall('fusion.sheet');
-- A transaction reaches sheets only after it has said for which of the allowed purposes.
create policy purpose on fusion.sheet as restrictive
  using (current_setting('app.fusion_purpose', true) in ('answer', 'card', 'turnout', 'measure', 'delete'));
grant select, insert, update, delete on fusion.sheet to wenrong_app;

-- Opt-out switches, by an alias of their own that no sheet carries.
create table fusion.preference (
  bureau_id uuid not null references platform.bureau on delete cascade,
  alias text not null check (length(alias) = 22),
  unlisted boolean not null,
  unasked boolean not null,
  primary key (bureau_id, alias)
);
call platform.wall('fusion.preference');
grant select, insert, update, delete on fusion.preference to wenrong_app;

-- What is published of a wave, protected; pages read nothing else.
create table fusion.release (
  bureau_id uuid not null references platform.bureau on delete cascade,
  wave_id uuid not null,
  release jsonb not null,
  -- Exact group sizes, never published: the next release is compared with them.
  memory jsonb not null,
  primary key (bureau_id, wave_id),
  foreign key (bureau_id, wave_id) references fusion.wave on delete cascade
);
call platform.wall('fusion.release');
grant select, insert, update, delete on fusion.release to wenrong_app;
