-- An account's calendar feed. Its secret address is known to its owner alone; here is its hash.
create table platform.calendar_feed (
  bureau_id uuid not null references platform.bureau on delete cascade,
  account_id uuid not null,
  token_hash text not null,
  made_at timestamptz not null,
  primary key (bureau_id, account_id),
  unique (bureau_id, token_hash),
  foreign key (bureau_id, account_id) references platform.account on delete cascade
);
call platform.wall('platform.calendar_feed');
grant select, insert, update, delete on platform.calendar_feed to wenrong_app;
