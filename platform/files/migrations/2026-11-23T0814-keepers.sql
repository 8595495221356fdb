-- Who keeps a file: the same bytes may serve two modules, and go when the last has let go of them.
create table platform.file_keeper (
  bureau_id uuid not null references platform.bureau on delete cascade,
  sha256 text not null,
  keeper text not null check (keeper <> ''),
  primary key (bureau_id, sha256, keeper),
  foreign key (bureau_id, sha256) references platform.file on delete cascade
);
call platform.wall('platform.file_keeper');
grant select, insert, delete on platform.file_keeper to wenrong_app;
