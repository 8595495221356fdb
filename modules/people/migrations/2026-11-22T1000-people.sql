-- People: legacy agencies, the unit tree through time, persons and where they sat when, roster imports.
-- All spans are half-open: `until_on` (`left_on`, `closed_on`) is the first day on which it no longer holds.
-- `from_on` (`opened_on`) of a unit 0001-01-01 stands for "since before anything is known".
create schema people;
grant usage on schema people to wenrong_app;

create table people.legacy_agency (
  bureau_id uuid not null references platform.bureau on delete cascade,
  code text not null check (code ~ '^[A-Z0-9_]{1,20}$'),
  name text not null check (name <> ''),
  short_name text not null check (short_name <> ''),
  position int not null,
  synonyms text[] not null default '{}',
  primary key (bureau_id, code),
  unique (bureau_id, name)
);
call platform.wall('people.legacy_agency');
grant select, insert, update, delete on people.legacy_agency to wenrong_app;

create table people.unit (
  bureau_id uuid not null references platform.bureau on delete cascade,
  unit_id uuid not null,
  code text,
  kind text not null check (kind in ('bureau', 'leadership', 'section', 'body', 'team')),
  opened_on date not null,
  closed_on date check (closed_on > opened_on),
  -- The import that made it, so that undoing the import can take it away again.
  import_id uuid,
  primary key (bureau_id, unit_id),
  unique (bureau_id, code)
);
call platform.wall('people.unit');
grant select, insert, update, delete on people.unit to wenrong_app;

-- What a unit was called and where it hung.
create table people.unit_form (
  bureau_id uuid not null references platform.bureau on delete cascade,
  unit_id uuid not null,
  from_on date not null,
  until_on date check (until_on > from_on),
  name text not null check (name <> ''),
  short_name text not null check (short_name <> ''),
  parent_id uuid check (parent_id <> unit_id),
  position int not null,
  primary key (bureau_id, unit_id, from_on),
  foreign key (bureau_id, unit_id) references people.unit on delete cascade,
  foreign key (bureau_id, parent_id) references people.unit
);
create unique index unit_form_last on people.unit_form (bureau_id, unit_id) where until_on is null;
create index unit_form_parent on people.unit_form (bureau_id, parent_id);
call platform.wall('people.unit_form');
grant select, insert, update, delete on people.unit_form to wenrong_app;

-- Which building and floor a unit sat in.
create table people.unit_place (
  bureau_id uuid not null references platform.bureau on delete cascade,
  unit_id uuid not null,
  from_on date not null,
  until_on date check (until_on > from_on),
  building text not null check (building <> ''),
  floor int,
  primary key (bureau_id, unit_id, from_on),
  foreign key (bureau_id, unit_id) references people.unit on delete cascade
);
create unique index unit_place_last on people.unit_place (bureau_id, unit_id) where until_on is null;
call platform.wall('people.unit_place');
grant select, insert, update, delete on people.unit_place to wenrong_app;

create table people.person (
  bureau_id uuid not null references platform.bureau on delete cascade,
  person_id uuid not null,
  staff_no text not null check (staff_no <> ''),
  name text not null check (name <> ''),
  -- Syllables with blanks between, and their first letters: what search by pinyin looks at.
  pinyin text not null,
  initials text not null,
  legacy_code text not null,
  -- Null: not stated.
  post_type text check (post_type in ('CIVIL_SERVICE', 'CIVIL_SERVICE_MANAGED', 'INSTITUTION', 'CONTRACT')),
  rank text not null default '',
  -- Place in lists that follow the order of office (排名).
  rank_order int,
  joined_on date not null,
  left_on date check (left_on > joined_on),
  -- Encrypted in the application; the key lies outside the database.
  phone_sealed text,
  -- Counts every change, so that an undo knows whether something came after.
  version int not null default 1,
  primary key (bureau_id, person_id),
  unique (bureau_id, staff_no),
  foreign key (bureau_id, legacy_code) references people.legacy_agency
);
create index person_legacy on people.person (bureau_id, legacy_code);
call platform.wall('people.person');
grant select, insert, update, delete on people.person to wenrong_app;

-- Where somebody sat when. A secondment or a leave lies over the seat, which stays.
create table people.assignment (
  bureau_id uuid not null references platform.bureau on delete cascade,
  person_id uuid not null,
  layer text not null generated always as (case when kind in ('appointed', 'transfer') then 'seat' else 'away' end) stored,
  from_on date not null,
  until_on date check (until_on > from_on),
  kind text not null check (kind in ('appointed', 'transfer', 'secondment', 'leave')),
  -- Null for leave only.
  unit_id uuid,
  post text not null default '',
  rank text not null default '',
  post_type text check (post_type in ('CIVIL_SERVICE', 'CIVIL_SERVICE_MANAGED', 'INSTITUTION', 'CONTRACT')),
  primary key (bureau_id, person_id, layer, from_on),
  check ((kind = 'leave') = (unit_id is null)),
  foreign key (bureau_id, person_id) references people.person on delete cascade,
  foreign key (bureau_id, unit_id) references people.unit
);
create unique index assignment_last on people.assignment (bureau_id, person_id, layer) where until_on is null;
create index assignment_unit on people.assignment (bureau_id, unit_id, from_on);
call platform.wall('people.assignment');
grant select, insert, update, delete on people.assignment to wenrong_app;

create table people.import (
  bureau_id uuid not null references platform.bureau on delete cascade,
  import_id uuid not null,
  state text not null check (state in ('reading', 'unreadable', 'ready', 'proposed', 'applied', 'undone', 'declined', 'dropped')),
  file_name text not null,
  -- Null once the file is gone: it is kept no longer than the preview needs it.
  file_sha256 text,
  job_id uuid,
  -- The day on which changes of unit or post take effect.
  effective_on date not null,
  -- What was read (encrypted in the application), what was wrong with it, and what it would change.
  reading text,
  problems jsonb,
  difference jsonb,
  counts jsonb,
  failure jsonb,
  mark_left boolean not null default false,
  created_by uuid,
  created_at timestamptz not null,
  proposed_by uuid,
  proposed_at timestamptz,
  decided_by uuid,
  decided_at timestamptz,
  applied_at timestamptz,
  undone_at timestamptz,
  primary key (bureau_id, import_id)
);
call platform.wall('people.import');
grant select, insert, update, delete on people.import to wenrong_app;

-- What a person was before each change, so that it can be taken back.
create table people.change (
  bureau_id uuid not null references platform.bureau on delete cascade,
  change_id uuid not null,
  person_id uuid not null,
  import_id uuid,
  kind text not null,
  -- Null where the change made the person.
  before jsonb,
  version_after int not null,
  at timestamptz not null,
  primary key (bureau_id, change_id),
  foreign key (bureau_id, person_id) references people.person on delete cascade,
  foreign key (bureau_id, import_id) references people.import
);
create index change_person on people.change (bureau_id, person_id, version_after);
create index change_import on people.change (bureau_id, import_id) where import_id is not null;
call platform.wall('people.change');
grant select, insert, update, delete on people.change to wenrong_app;
