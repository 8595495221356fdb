-- Length of the RSA keys that both polls of a survey are to have.
alter table survey.survey add column rsa_bits int not null default 2048 check (rsa_bits in (2048, 3072));
