-- Consent to a second token counts where it was given after the first was drawn; the keeper is not told.
alter table ballot.reissue add had_drawn boolean not null default true;
grant update (had_drawn) on ballot.reissue to wenrong_app;

-- What is deleted is swept from the disk as well; before version 17 only the owner may.
do $$ begin
  if current_setting('server_version_num')::int >= 170000 then
    grant maintain on ballot.issuance, ballot.reissue, ballot.eligible to wenrong_app;
  end if;
end $$;
