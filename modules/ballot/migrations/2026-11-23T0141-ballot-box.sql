-- The anonymous side. At level P2 this file is run in a database of its own as well, and there alone filled.
-- No sequence, no serial, nothing finer than a day; keys are hashes of what was sent.
create schema ballot_box;
grant usage on schema ballot_box to wenrong_app;

create table ballot_box.poll (
  bureau_id uuid not null references platform.bureau on delete cascade,
  poll_id uuid not null,
  manifest jsonb not null,
  superseded int not null default 0,
  -- Null while the box is open.
  bulletin jsonb,
  primary key (bureau_id, poll_id)
);
call platform.wall('ballot_box.poll');
grant select, insert, update, delete on ballot_box.poll to wenrong_app;

create table ballot_box.ballot (
  bureau_id uuid not null references platform.bureau on delete cascade,
  poll_id uuid not null,
  ballot_id text not null,
  token_id text not null,
  stratum text not null,
  version int not null check (version between 1 and 5),
  ballot_pk text not null,
  nonce text not null,
  sigs text[] not null,
  enc text not null,
  sig text not null,
  day date not null,
  primary key (bureau_id, poll_id, ballot_id),
  -- A token is spent once; a replacement takes the place of what it replaces.
  unique (bureau_id, poll_id, token_id),
  foreign key (bureau_id, poll_id) references ballot_box.poll on delete cascade
);
call platform.wall('ballot_box.ballot');
grant select, insert, delete on ballot_box.ballot to wenrong_app;

-- The box sweeps away what rewriting leaves behind (order of writing, replaced ballots); before version 17 only
-- the owner may.
do $$ begin
  if current_setting('server_version_num')::int >= 170000 then
    grant maintain on ballot_box.ballot to wenrong_app;
  end if;
end $$;
