-- The poll whose manifest this one's names, so that one printed hash stands for both.
alter table ballot.poll add companion_id uuid;
-- Every row has none yet, so there is nothing to validate, which the walls would not let the owner see.
alter table ballot.poll
  add foreign key (bureau_id, companion_id) references ballot.poll on delete cascade not valid;
create index poll_companion on ballot.poll (bureau_id, companion_id);
