-- SHA-256 of each trustee's share of the tally key, and who has shown to hold it, before anything is signed.
alter table ballot.poll add share_hashes text[];
alter table ballot.poll add share_confirmed uuid[] not null default '{}';
