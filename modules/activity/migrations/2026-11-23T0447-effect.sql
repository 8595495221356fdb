-- Effects of activities: what could be told, said before the event; what was found, once per wave after it.
-- Aggregates over all pairs of ten and more people; who knows whom is never written here.
create table activity.foretold (
  bureau_id uuid not null references platform.bureau on delete cascade,
  activity_id uuid not null,
  draw_id uuid not null,
  foretold jsonb not null,
  foretold_on date not null,
  primary key (bureau_id, activity_id),
  foreign key (bureau_id, activity_id) references activity.activity on delete cascade
);
call platform.wall('activity.foretold');
grant select, insert, update, delete on activity.foretold to wenrong_app;

create table activity.effect (
  bureau_id uuid not null references platform.bureau on delete cascade,
  activity_id uuid not null,
  wave_id uuid not null,
  release jsonb not null,
  -- HMAC of everything it was reckoned from, under a key outside the database: the same inputs give the same, and
  -- nobody can try out inputs.
  inputs_hash text not null check (inputs_hash ~ '^[0-9a-f]{64}$'),
  estimated_on date not null,
  primary key (bureau_id, activity_id, wave_id),
  foreign key (bureau_id, activity_id) references activity.activity on delete cascade,
  foreign key (bureau_id, wave_id) references fusion.wave on delete cascade
);
call platform.wall('activity.effect');
-- No update: a second figure over the same pairs would tell by its difference.
grant select, insert on activity.effect to wenrong_app;
