-- Activities: programme → activity → session, venues, approval, registration, calendar feeds.
create schema activity;
grant usage on schema activity to wenrong_app;

create table activity.programme (
  bureau_id uuid not null references platform.bureau on delete cascade,
  programme_id uuid not null,
  name text not null check (name <> ''),
  purpose text not null,
  starts_on date not null,
  ends_on date not null check (ends_on >= starts_on),
  copied_from uuid,
  created_by uuid,
  created_at timestamptz not null,
  primary key (bureau_id, programme_id),
  foreign key (bureau_id, copied_from) references activity.programme on delete set null (copied_from)
);
call platform.wall('activity.programme');
grant select, insert, update, delete on activity.programme to wenrong_app;

create table activity.venue (
  bureau_id uuid not null references platform.bureau on delete cascade,
  venue_id uuid not null,
  name text not null check (name <> ''),
  place text not null,
  -- Null: not limited.
  seats int check (seats > 0),
  -- A gathering here needs a safety plan, whatever its size.
  needs_safety_plan boolean not null,
  -- No longer to be booked; old bookings stay.
  retired boolean not null default false,
  primary key (bureau_id, venue_id),
  unique (bureau_id, name)
);
call platform.wall('activity.venue');
grant select, insert, update, delete on activity.venue to wenrong_app;

create table activity.activity (
  bureau_id uuid not null references platform.bureau on delete cascade,
  activity_id uuid not null,
  programme_id uuid,
  name text not null check (name <> ''),
  purpose text not null check (purpose <> ''),
  state text not null check (state in ('draft', 'submitted', 'approved', 'held', 'cancelled')),
  -- Who is invited: these units and everything below them; null: the whole bureau.
  unit_ids uuid[],
  -- Seats; null: as many as come.
  capacity int check (capacity > 0),
  n_expected int not null check (n_expected > 0),
  -- Last day on which one can register.
  closes_on date not null,
  -- Registration opens by hand once the plan is approved, and closes by its day or by hand.
  opened_at timestamptz,
  closed_at timestamptz,
  -- [{ item, yuan }]
  budget jsonb not null check (jsonb_typeof(budget) = 'array'),
  -- { dangers, emergency, responsible } or null
  safety jsonb,
  -- How teams are to be formed: { nTeams, minSize, maxSize }; null: no teams.
  teams jsonb,
  -- Account that submitted it last: it is approved by somebody else.
  submitted_by uuid,
  -- The plan as it was approved last; what differs from it is shown to the one who approves the change.
  approved_plan jsonb,
  -- Calendar entries count their changes (RFC 5545 SEQUENCE).
  revision int not null default 0,
  copied_from uuid,
  created_by uuid,
  created_at timestamptz not null,
  primary key (bureau_id, activity_id),
  foreign key (bureau_id, programme_id) references activity.programme,
  foreign key (bureau_id, copied_from) references activity.activity on delete set null (copied_from)
);
create index activity_programme on activity.activity (bureau_id, programme_id);
call platform.wall('activity.activity');
grant select, insert, update, delete on activity.activity to wenrong_app;

create table activity.organiser (
  bureau_id uuid not null references platform.bureau on delete cascade,
  activity_id uuid not null,
  person_id uuid not null,
  primary key (bureau_id, activity_id, person_id),
  foreign key (bureau_id, activity_id) references activity.activity on delete cascade,
  foreign key (bureau_id, person_id) references people.person
);
create index organiser_person on activity.organiser (bureau_id, person_id);
call platform.wall('activity.organiser');
grant select, insert, delete on activity.organiser to wenrong_app;

create table activity.session (
  bureau_id uuid not null references platform.bureau on delete cascade,
  session_id uuid not null,
  activity_id uuid not null,
  -- '' where the activity's name says enough.
  name text not null,
  held_on date not null,
  -- Clock times in Asia/Shanghai, `HH:MM`.
  starts_at text not null check (starts_at ~ '^([01]\d|2[0-3]):[0-5]\d$'),
  ends_at text not null check (ends_at ~ '^([01]\d|2[0-3]):[0-5]\d$' and ends_at > starts_at),
  venue_id uuid,
  -- Where it is, if in no room of the bureau's own; or what to add to the room.
  place text not null,
  -- Why people sign in; 'none' where nothing needs it.
  sign_in text not null check (sign_in in ('none', 'seat', 'safety', 'training')),
  primary key (bureau_id, session_id),
  foreign key (bureau_id, activity_id) references activity.activity on delete cascade,
  foreign key (bureau_id, venue_id) references activity.venue
);
create index session_activity on activity.session (bureau_id, activity_id);
create index session_venue on activity.session (bureau_id, venue_id, held_on);
create index session_day on activity.session (bureau_id, held_on);
call platform.wall('activity.session');
grant select, insert, update, delete on activity.session to wenrong_app;

-- What was decided about an activity's plan, in order.
create table activity.decision (
  bureau_id uuid not null references platform.bureau on delete cascade,
  decision_id uuid not null,
  activity_id uuid not null,
  what text not null check (what in ('submitted', 'approved', 'sent-back', 'withdrawn', 'cancelled')),
  by_account uuid,
  by_name text not null,
  at timestamptz not null,
  -- Why it was sent back or cancelled; which parts had changed.
  note text not null,
  primary key (bureau_id, decision_id),
  foreign key (bureau_id, activity_id) references activity.activity on delete cascade
);
create index decision_activity on activity.decision (bureau_id, activity_id, at);
call platform.wall('activity.decision');
grant select, insert on activity.decision to wenrong_app;

-- Who is registered now. No column asks why.
create table activity.registration (
  bureau_id uuid not null references platform.bureau on delete cascade,
  activity_id uuid not null,
  person_id uuid not null,
  state text not null check (state in ('in', 'waiting', 'substitute', 'withdrawn')),
  -- Order among those waiting, and among substitutes: smaller came first.
  place int not null,
  primary key (bureau_id, activity_id, person_id),
  unique (bureau_id, activity_id, place),
  foreign key (bureau_id, activity_id) references activity.activity on delete cascade,
  foreign key (bureau_id, person_id) references people.person
);
create index registration_person on activity.registration (bureau_id, person_id);
call platform.wall('activity.registration');
grant select, insert, update, delete on activity.registration to wenrong_app;

-- Every step of every registration, so that "who was in at that moment" has an answer.
create table activity.registration_step (
  bureau_id uuid not null references platform.bureau on delete cascade,
  activity_id uuid not null,
  step int not null,
  person_id uuid not null,
  state text not null check (state in ('in', 'waiting', 'substitute', 'withdrawn')),
  -- By oneself, by the waiting list moving up, or called in from the substitutes.
  how text not null check (how in ('self', 'moved-up', 'called')),
  at timestamptz not null,
  primary key (bureau_id, activity_id, step),
  foreign key (bureau_id, activity_id) references activity.activity on delete cascade,
  foreign key (bureau_id, person_id) references people.person
);
call platform.wall('activity.registration_step');
grant select, insert on activity.registration_step to wenrong_app;

-- A person's calendar feed. Its secret address is known to the person alone; here is its hash.
create table activity.feed (
  bureau_id uuid not null references platform.bureau on delete cascade,
  person_id uuid not null,
  token_hash text not null,
  made_at timestamptz not null,
  primary key (bureau_id, person_id),
  unique (bureau_id, token_hash),
  foreign key (bureau_id, person_id) references people.person
);
call platform.wall('activity.feed');
grant select, insert, update, delete on activity.feed to wenrong_app;
