-- The identified side of a poll: what it is, who may take part, who drew a token and on which day.
-- Nothing here leads to a ballot: what was signed was blinded.
create schema ballot;
grant usage on schema ballot to wenrong_app;

create table ballot.poll (
  bureau_id uuid not null references platform.bureau on delete cascade,
  poll_id uuid not null,
  stage text not null check (stage in ('draft', 'signed', 'closed', 'tallied', 'destroyed')),
  title text not null check (title <> ''),
  level text not null check (level in ('P1', 'P2')),
  content_hash text not null,
  client_hash text not null,
  payload_bytes int not null check (payload_bytes > 0),
  issue_from date not null,
  issue_to date not null check (issue_to >= issue_from),
  cast_from date not null,
  cast_to date not null check (cast_to >= cast_from and cast_to >= issue_to),
  rules jsonb not null,
  prev_manifest text,
  -- Root of the tree over `eligible`.
  eligible_list_hash text not null,
  office_id uuid not null,
  witness_id uuid not null check (witness_id <> office_id),
  trustee_ids uuid[] not null,
  -- Public key of the box; its private key is a file beside the box.
  receipt_key text not null,
  ballot_origin text not null,
  tally_key text,
  manifest jsonb,
  manifest_hash text,
  closed_on date,
  complaints_until date,
  tallied_on date,
  destroy_on date,
  issuance_destroyed_on date,
  bulletin jsonb,
  primary key (bureau_id, poll_id)
);
call platform.wall('ballot.poll');
grant select, insert, update, delete on ballot.poll to wenrong_app;

create table ballot.stratum (
  bureau_id uuid not null references platform.bureau on delete cascade,
  poll_id uuid not null,
  stratum text not null check (stratum ~ '^[A-Za-z0-9_-]{1,40}$'),
  label text not null,
  position int not null,
  eligible int not null check (eligible > 0),
  primary key (bureau_id, poll_id, stratum),
  foreign key (bureau_id, poll_id) references ballot.poll on delete cascade
);
call platform.wall('ballot.stratum');
grant select, insert, delete on ballot.stratum to wenrong_app;

-- Public halves of what office and witness keep. The private halves are files, sealed under their passphrases.
create table ballot.keyring (
  bureau_id uuid not null references platform.bureau on delete cascade,
  poll_id uuid not null,
  role text not null check (role in ('OFFICE', 'WITNESS')),
  signer text not null,
  spki jsonb not null,
  signature text,
  primary key (bureau_id, poll_id, role),
  foreign key (bureau_id, poll_id) references ballot.poll on delete cascade
);
call platform.wall('ballot.keyring');
grant select, insert, delete on ballot.keyring to wenrong_app;
-- Keys once made stay; only the signature is added.
grant update (signature) on ballot.keyring to wenrong_app;

create table ballot.eligible (
  bureau_id uuid not null references platform.bureau on delete cascade,
  poll_id uuid not null,
  person_id uuid not null,
  stratum text not null,
  salt text not null,
  primary key (bureau_id, poll_id, person_id),
  foreign key (bureau_id, poll_id, stratum) references ballot.stratum on delete cascade
);
call platform.wall('ballot.eligible');
-- Frozen: no update.
grant select, insert, delete on ballot.eligible to wenrong_app;

create table ballot.issuance (
  bureau_id uuid not null references platform.bureau on delete cascade,
  poll_id uuid not null,
  person_id uuid not null,
  reissue int not null check (reissue in (0, 1)),
  stratum text not null,
  issued_on date not null,
  blinded_hash text not null,
  blind_sigs text[] not null,
  -- One token for each person, and one more where both keepers allowed it.
  primary key (bureau_id, poll_id, person_id, reissue),
  foreign key (bureau_id, poll_id, person_id) references ballot.eligible on delete cascade
);
call platform.wall('ballot.issuance');
grant select, insert, delete on ballot.issuance to wenrong_app;

create table ballot.reissue (
  bureau_id uuid not null references platform.bureau on delete cascade,
  poll_id uuid not null,
  person_id uuid not null,
  role text not null check (role in ('OFFICE', 'WITNESS')),
  primary key (bureau_id, poll_id, person_id, role),
  foreign key (bureau_id, poll_id, person_id) references ballot.eligible on delete cascade
);
call platform.wall('ballot.reissue');
grant select, insert, delete on ballot.reissue to wenrong_app;
