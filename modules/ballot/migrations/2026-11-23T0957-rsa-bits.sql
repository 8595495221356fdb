-- Length of the issuers' RSA keys of a poll.
alter table ballot.poll add column rsa_bits int not null default 2048 check (rsa_bits in (2048, 3072));
