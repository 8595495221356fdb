-- What tells people: lines in the page for one account, and messages to groups through channels.
create table platform.notice (
  bureau_id uuid not null references platform.bureau on delete cascade,
  account_id uuid not null,
  notice_id uuid not null,
  topic text not null,
  -- The same thing is told once.
  key text not null,
  text jsonb not null,
  address text not null,
  made_at timestamptz not null,
  seen_at timestamptz,
  primary key (bureau_id, account_id, notice_id),
  unique (bureau_id, account_id, key)
);
call platform.wall('platform.notice');
grant select, insert, update, delete on platform.notice to wenrong_app;

create table platform.notice_choice (
  bureau_id uuid not null references platform.bureau on delete cascade,
  account_id uuid not null,
  topics_off text[] not null,
  -- Hours of the day in Asia/Shanghai during which nothing is counted at the bell.
  quiet_from smallint not null check (quiet_from between 0 and 23),
  quiet_to smallint not null check (quiet_to between 0 and 23),
  primary key (bureau_id, account_id)
);
call platform.wall('platform.notice_choice');
grant select, insert, update on platform.notice_choice to wenrong_app;

create table platform.channel (
  bureau_id uuid not null references platform.bureau on delete cascade,
  channel_id uuid not null,
  kind text not null check (kind in ('smtp', 'wecom', 'dingtalk', 'feishu', 'webhook')),
  name text not null check (name <> ''),
  topics text[] not null,
  -- Address, key and password, sealed with a key that lies outside the database.
  sealed text not null,
  quiet_from smallint not null check (quiet_from between 0 and 23),
  quiet_to smallint not null check (quiet_to between 0 and 23),
  made_at timestamptz not null,
  primary key (bureau_id, channel_id)
);
call platform.wall('platform.channel');
grant select, insert, update, delete on platform.channel to wenrong_app;

create table platform.message (
  bureau_id uuid not null references platform.bureau on delete cascade,
  message_id uuid not null,
  channel_id uuid not null,
  topic text not null,
  key text not null,
  text jsonb not null,
  address text not null,
  state text not null check (state in ('waiting', 'sent', 'dead')),
  attempts integer not null,
  due_at timestamptz not null,
  sent_at timestamptz,
  failure text,
  primary key (bureau_id, message_id),
  unique (bureau_id, channel_id, key),
  foreign key (bureau_id, channel_id) references platform.channel on delete cascade
);
create index message_waiting on platform.message (bureau_id, channel_id, state, due_at);
call platform.wall('platform.message');
grant select, insert, update, delete on platform.message to wenrong_app;
