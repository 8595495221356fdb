-- Photos of activities. What is kept was written anew from what was sent: no place, no device, no time.
create table activity.photo (
  bureau_id uuid not null references platform.bureau on delete cascade,
  photo_id uuid not null,
  activity_id uuid not null,
  -- Named by the device that sent it, so that sending it again adds nothing.
  upload_id uuid not null,
  sha256 text not null,
  thumb_sha256 text not null,
  width int not null check (width > 0),
  height int not null check (height > 0),
  caption text not null,
  -- An organiser says: everybody who can be recognised is named (or nobody can be).
  all_tagged boolean not null default false,
  -- Somebody asked to take it down: hidden from that moment. No column says who.
  asked_down boolean not null default false,
  added_at timestamptz not null,
  primary key (bureau_id, photo_id),
  unique (bureau_id, activity_id, upload_id),
  foreign key (bureau_id, activity_id) references activity.activity
);
create index photo_sha256 on activity.photo (bureau_id, sha256);
create index photo_thumb on activity.photo (bureau_id, thumb_sha256);
call platform.wall('activity.photo');
grant select, insert, update, delete on activity.photo to wenrong_app;

create table activity.photo_person (
  bureau_id uuid not null references platform.bureau on delete cascade,
  photo_id uuid not null,
  person_id uuid not null,
  primary key (bureau_id, photo_id, person_id),
  foreign key (bureau_id, photo_id) references activity.photo on delete cascade,
  foreign key (bureau_id, person_id) references people.person on delete cascade
);
create index photo_person_person on activity.photo_person (bureau_id, person_id);
call platform.wall('activity.photo_person');
grant select, insert, delete on activity.photo_person to wenrong_app;

-- Said once by each person for all photos, and changed at any time. No row: not known, and so not shown around.
create table activity.photo_consent (
  bureau_id uuid not null references platform.bureau on delete cascade,
  person_id uuid not null,
  consent text not null check (consent in ('yes', 'no')),
  primary key (bureau_id, person_id),
  foreign key (bureau_id, person_id) references people.person on delete cascade
);
call platform.wall('activity.photo_consent');
grant select, insert, update, delete on activity.photo_consent to wenrong_app;
