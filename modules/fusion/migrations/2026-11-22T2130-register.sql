-- What is out: the tables of each released wave with what is hidden in them. A later wave is judged beside them
-- all, so a row is written with the release and stays. Holds true counts of people; no page reads it.
create table fusion.register (
  bureau_id uuid not null references platform.bureau on delete cascade,
  wave_id uuid not null,
  tables jsonb not null check (jsonb_typeof(tables) = 'array'),
  primary key (bureau_id, wave_id),
  foreign key (bureau_id, wave_id) references fusion.wave on delete cascade
);
call platform.wall('fusion.register');
grant select, insert on fusion.register to wenrong_app;
