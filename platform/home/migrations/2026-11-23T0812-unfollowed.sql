-- What an account chose not to be told of on its first page. Everything else that concerns it is followed.
create table platform.unfollowed (
  bureau_id uuid not null references platform.bureau on delete cascade,
  account_id uuid not null,
  subject text not null,
  primary key (bureau_id, account_id, subject),
  foreign key (bureau_id, account_id) references platform.account on delete cascade
);
call platform.wall('platform.unfollowed');
grant select, insert, delete on platform.unfollowed to wenrong_app;
