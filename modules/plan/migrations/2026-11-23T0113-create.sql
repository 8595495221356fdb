-- The work plan: measures, versions, checks. Progress is nowhere in here: it is asked of the ledger.
create schema plan;
grant usage on schema plan to wenrong_app;

create table plan.plan (
  bureau_id uuid not null references platform.bureau on delete cascade,
  plan_id uuid not null,
  content jsonb not null,
  ledger jsonb,
  created_at timestamptz not null,
  primary key (bureau_id, plan_id)
);
call platform.wall('plan.plan');
grant select, insert, update on plan.plan to wenrong_app;

create table plan.measure (
  bureau_id uuid not null references platform.bureau on delete cascade,
  measure_id uuid not null,
  plan_id uuid not null,
  number int not null check (number > 0),
  content jsonb not null,
  state text not null check (state in ('open', 'claimed', 'done', 'cancelled')),
  done_on date,
  cancelled jsonb,
  delay jsonb,
  created_at timestamptz not null,
  primary key (bureau_id, measure_id),
  unique (bureau_id, plan_id, number),
  check ((state = 'done') = (done_on is not null)),
  check ((state = 'cancelled') = (cancelled is not null)),
  foreign key (bureau_id, plan_id) references plan.plan on delete cascade
);
call platform.wall('plan.measure');
grant select, insert, update, delete on plan.measure to wenrong_app;

create table plan.version (
  bureau_id uuid not null references platform.bureau on delete cascade,
  plan_id uuid not null,
  version int not null check (version > 0),
  state text not null check (state in ('proposed', 'approved', 'returned', 'published', 'superseded')),
  snapshot jsonb not null,
  reason text not null,
  proposed_by uuid,
  proposed_on date not null,
  decided_by uuid,
  decided_on date,
  note text not null default '',
  published_on date,
  primary key (bureau_id, plan_id, version),
  foreign key (bureau_id, plan_id) references plan.plan on delete cascade
);
call platform.wall('plan.version');
grant select, insert, update on plan.version to wenrong_app;
create unique index version_waiting on plan.version (bureau_id, plan_id) where state in ('proposed', 'approved');

-- What a version said stays as it was said.
create function plan.hold_version() returns trigger language plpgsql as $$
begin
  if new.snapshot is distinct from old.snapshot or new.reason is distinct from old.reason then
    raise exception 'a version stays as it was submitted' using errcode = 'WR301';
  end if;
  return new;
end $$;
create trigger version_held before update on plan.version for each row execute function plan.hold_version();

create table plan."check" (
  bureau_id uuid not null references platform.bureau on delete cascade,
  check_id uuid not null,
  measure_id uuid not null,
  claimed_by uuid not null,
  claimed_on date not null,
  seed int not null,
  n_facts int not null,
  sample jsonb not null,
  checked_by uuid,
  checked_on date,
  verdict text check (verdict in ('confirmed', 'refused')),
  faults jsonb not null default '[]',
  note text not null default '',
  primary key (bureau_id, check_id),
  check (checked_by is distinct from claimed_by),
  foreign key (bureau_id, measure_id) references plan.measure on delete cascade
);
create index check_measure on plan."check" (bureau_id, measure_id);
call platform.wall('plan."check"');
grant select, insert, update on plan."check" to wenrong_app;

create table plan.objection (
  bureau_id uuid not null references platform.bureau on delete cascade,
  objection_id uuid not null,
  measure_id uuid not null,
  text text not null,
  made_by uuid,
  made_on date not null,
  withdrawn_on date,
  primary key (bureau_id, objection_id),
  foreign key (bureau_id, measure_id) references plan.measure on delete cascade
);
create index objection_measure on plan.objection (bureau_id, measure_id);
call platform.wall('plan.objection');
grant select, insert, update on plan.objection to wenrong_app;

-- Findings and decisions: each became a measure, or carries the reason why not.
create table plan.source (
  bureau_id uuid not null references platform.bureau on delete cascade,
  plan_id uuid not null,
  kind text not null,
  source_id text not null,
  title text not null,
  measure_id uuid,
  reason text,
  primary key (bureau_id, plan_id, kind, source_id),
  check ((measure_id is null) <> (reason is null)),
  foreign key (bureau_id, plan_id) references plan.plan on delete cascade,
  foreign key (bureau_id, measure_id) references plan.measure on delete cascade
);
call platform.wall('plan.source');
grant select, insert, update on plan.source to wenrong_app;
