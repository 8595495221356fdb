-- Sign-in. Scans are only ever added, each under the id its device gave it; who is signed in follows from them.
-- No column says where somebody was, and names go 30 days after the session.
create table activity.scan (
  bureau_id uuid not null references platform.bureau on delete cascade,
  session_id uuid not null,
  scan_id uuid not null,
  person_id uuid not null,
  -- `out` takes a mistaken sign-in back.
  kind text not null check (kind in ('in', 'out')),
  how text not null check (how in ('self', 'label', 'list', 'paper')),
  -- When it was made, by the server's clock.
  at timestamptz not null,
  primary key (bureau_id, session_id, scan_id),
  foreign key (bureau_id, session_id) references activity.session,
  foreign key (bureau_id, person_id) references people.person on delete cascade
);
create index scan_person on activity.scan (bureau_id, person_id);
call platform.wall('activity.scan');
grant select, insert, delete on activity.scan to wenrong_app;

-- A list that was closed: how many, and for how many hours, was written to the ledger.
create table activity.roll (
  bureau_id uuid not null references platform.bureau on delete cascade,
  session_id uuid not null,
  closed_at timestamptz not null,
  -- As recorded last.
  n int not null check (n >= 0),
  -- Who was credited training hours; emptied with the names.
  credited uuid[] not null,
  -- When its names were deleted.
  forgotten_at timestamptz,
  primary key (bureau_id, session_id),
  foreign key (bureau_id, session_id) references activity.session
);
call platform.wall('activity.roll');
grant select, insert, update on activity.roll to wenrong_app;
