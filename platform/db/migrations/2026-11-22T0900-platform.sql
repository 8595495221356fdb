-- The ground every module stands on: bureaus, the ledger, jobs, files, accounts.
-- bureau_id leads every primary key, so that tables can be distributed by bureau unchanged.
create schema platform;
grant usage on schema platform to wenrong_app;

-- The bureau of the running transaction; null outside one, which lets no row through.
create function platform.bureau() returns uuid language sql stable parallel safe
  return nullif(current_setting('app.bureau', true), '')::uuid;

create table platform.bureau (
  bureau_id uuid primary key,
  name text not null check (name <> ''),
  division_code text,
  sample boolean not null default false,
  created_at timestamptz not null
);
alter table platform.bureau enable row level security;
alter table platform.bureau force row level security;
-- Names of bureaus are shown on the sign-in page; nothing else of a bureau is here.
create policy listed on platform.bureau for select using (true);
create policy own_insert on platform.bureau for insert with check (bureau_id = platform.bureau());
create policy own_update on platform.bureau for update using (bureau_id = platform.bureau());
create policy own_delete on platform.bureau for delete using (bureau_id = platform.bureau() and sample);
grant select, insert, update on platform.bureau to wenrong_app;

-- Puts a table behind the second wall. Every migration calls it for every table it makes.
create procedure platform.wall(target regclass) language plpgsql as $$
begin
  execute format('alter table %s enable row level security', target);
  execute format('alter table %s force row level security', target);
  execute format('create policy own on %s using (bureau_id = platform.bureau()) with check (bureau_id = platform.bureau())', target);
end $$;

-- The evidence ledger: append-only, hash-chained per bureau.
create table platform.fact (
  bureau_id uuid not null references platform.bureau on delete cascade,
  seq bigint not null check (seq > 0),
  fact_id uuid not null,
  kind text not null,
  subject text not null,
  actor text,
  unit text,
  on_day date not null,
  at timestamptz not null,
  quantity numeric,
  data jsonb not null,
  voids uuid,
  previous_hash text not null,
  hash text not null,
  primary key (bureau_id, seq),
  unique (bureau_id, fact_id),
  foreign key (bureau_id, voids) references platform.fact (bureau_id, fact_id)
);
create index fact_kind on platform.fact (bureau_id, kind, on_day);
create index fact_subject on platform.fact (bureau_id, subject);
call platform.wall('platform.fact');
grant select, insert on platform.fact to wenrong_app;

create table platform.ledger_head (
  bureau_id uuid primary key references platform.bureau on delete cascade,
  seq bigint not null,
  hash text not null
);
call platform.wall('platform.ledger_head');
grant select, insert, update on platform.ledger_head to wenrong_app;

-- Not even the owner changes a fact; only a sample bureau may be taken away, whole.
create function platform.refuse_change() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' and current_setting('app.removing_sample', true) = old.bureau_id::text then
    return old;
  end if;
  raise exception 'the ledger is append-only' using errcode = 'WR001';
end $$;
create trigger append_only before update or delete on platform.fact
  for each row execute function platform.refuse_change();
create function platform.refuse_truncate() returns trigger language plpgsql as $$
begin raise exception 'the ledger is append-only' using errcode = 'WR001'; end $$;
create trigger never_emptied before truncate on platform.fact
  for each statement execute function platform.refuse_truncate();

-- Takes the sample bureau of the running transaction away with everything that hangs on it.
create function platform.remove_sample() returns void language plpgsql security definer set search_path = pg_catalog as $$
begin
  if not exists (select from platform.bureau where bureau_id = platform.bureau() and sample) then
    raise exception 'not a sample bureau' using errcode = 'WR002';
  end if;
  perform set_config('app.removing_sample', platform.bureau()::text, true);
  delete from platform.bureau where bureau_id = platform.bureau();
end $$;
revoke execute on function platform.remove_sample() from public;
grant execute on function platform.remove_sample() to wenrong_app;

-- Long work, with progress that a page can show and a restart can resume.
create table platform.job (
  bureau_id uuid not null references platform.bureau on delete cascade,
  job_id uuid not null,
  kind text not null,
  key text,
  state text not null check (state in ('waiting', 'running', 'done', 'failed', 'cancelled')),
  input jsonb not null,
  progress real not null default 0 check (progress between 0 and 1),
  step jsonb,
  result jsonb,
  failure jsonb,
  attempts int not null default 0,
  created_by uuid,
  created_at timestamptz not null,
  run_at timestamptz not null,
  started_at timestamptz,
  ended_at timestamptz,
  primary key (bureau_id, job_id),
  unique (bureau_id, key)
);
create index job_waiting on platform.job (bureau_id, run_at) where state = 'waiting';
call platform.wall('platform.job');
grant select, insert, update, delete on platform.job to wenrong_app;

-- Files lie on disk under their SHA-256; here is what they are.
create table platform.file (
  bureau_id uuid not null references platform.bureau on delete cascade,
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  name text not null,
  type text not null,
  size bigint not null,
  created_at timestamptz not null,
  created_by uuid,
  primary key (bureau_id, sha256)
);
call platform.wall('platform.file');
grant select, insert, delete on platform.file to wenrong_app;

create table platform.account (
  bureau_id uuid not null references platform.bureau on delete cascade,
  account_id uuid not null,
  login text not null check (login = lower(login) and login <> ''),
  name text not null,
  person_id uuid,
  roles text[] not null,
  password_hash text,
  activation_hash text,
  activation_until timestamptz,
  failures int not null default 0,
  locked_until timestamptz,
  disabled_at timestamptz,
  created_at timestamptz not null,
  primary key (bureau_id, account_id),
  unique (bureau_id, login),
  unique (bureau_id, person_id)
);
call platform.wall('platform.account');
grant select, insert, update on platform.account to wenrong_app;

create table platform.session (
  bureau_id uuid not null references platform.bureau on delete cascade,
  token_hash text not null,
  account_id uuid not null,
  created_at timestamptz not null,
  seen_at timestamptz not null,
  primary key (bureau_id, token_hash),
  foreign key (bureau_id, account_id) references platform.account on delete cascade
);
create index session_account on platform.session (bureau_id, account_id);
call platform.wall('platform.session');
grant select, insert, update, delete on platform.session to wenrong_app;
