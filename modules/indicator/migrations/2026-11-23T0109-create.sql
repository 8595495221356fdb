-- Indicators: questions to the ledger, written down. Their answers are never stored.
create schema indicator;
grant usage on schema indicator to wenrong_app;

create table indicator.indicator (
  bureau_id uuid not null references platform.bureau on delete cascade,
  indicator_id uuid not null,
  name text not null check (name <> ''),
  version int not null check (version > 0),
  content jsonb not null,
  retired_on date,
  created_at timestamptz not null,
  primary key (bureau_id, indicator_id),
  unique (bureau_id, name)
);
call platform.wall('indicator.indicator');
grant select, insert, update on indicator.indicator to wenrong_app;

-- Every wording an indicator ever had.
create table indicator.version (
  bureau_id uuid not null references platform.bureau on delete cascade,
  indicator_id uuid not null,
  version int not null check (version > 0),
  content jsonb not null,
  changed_on date not null,
  changed_by text,
  reason text not null,
  primary key (bureau_id, indicator_id, version),
  foreign key (bureau_id, indicator_id) references indicator.indicator on delete cascade
);
call platform.wall('indicator.version');
grant select, insert on indicator.version to wenrong_app;
