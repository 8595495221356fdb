-- Survey: questionnaires and their versions, and forms on paper keyed in twice.
create schema survey;
grant usage on schema survey to wenrong_app;

create table survey.questionnaire (
  bureau_id uuid not null references platform.bureau on delete cascade,
  questionnaire_id uuid not null,
  title text not null check (title <> ''),
  created_by uuid,
  created_on date not null,
  primary key (bureau_id, questionnaire_id)
);
call platform.wall('survey.questionnaire');
grant select, insert, update, delete on survey.questionnaire to wenrong_app;

create table survey.questionnaire_version (
  bureau_id uuid not null references platform.bureau on delete cascade,
  questionnaire_id uuid not null,
  version int not null check (version > 0),
  -- Counts the savings of a version not yet in use, so that two editors do not overwrite each other.
  revision int not null default 1,
  body jsonb not null,
  -- SHA-256 (base64url) of the body as canonical JSON (RFC 8785): what a survey's manifest names.
  hash text not null,
  changed_by uuid,
  changed_on date not null,
  -- Null: may still be changed. Set by the first survey that uses the version, for good.
  locked_on date,
  primary key (bureau_id, questionnaire_id, version),
  foreign key (bureau_id, questionnaire_id) references survey.questionnaire on delete cascade
);
call platform.wall('survey.questionnaire_version');
grant select, insert, update, delete on survey.questionnaire_version to wenrong_app;

-- A used version says for ever what people were asked.
create function survey.keep_used_version() returns trigger language plpgsql as $$
begin
  if old.locked_on is null then
    return coalesce(new, old);
  end if;
  if tg_op = 'DELETE' then
    -- Only together with the bureau.
    if exists (select from platform.bureau where bureau_id = old.bureau_id) then
      raise exception 'a questionnaire version in use cannot be deleted';
    end if;
    return old;
  end if;
  raise exception 'a questionnaire version in use cannot be changed';
end $$;
create trigger keep_used_version before update or delete on survey.questionnaire_version
  for each row execute function survey.keep_used_version();

-- Paper forms of one survey. Nothing here says who filled a form in, or when it was keyed.
create table survey.paper_stack (
  bureau_id uuid not null references platform.bureau on delete cascade,
  stack_id uuid not null,
  questionnaire_id uuid not null,
  version int not null,
  label text not null check (label <> ''),
  opened_on date not null,
  closed_on date,
  primary key (bureau_id, stack_id),
  foreign key (bureau_id, questionnaire_id, version) references survey.questionnaire_version on delete cascade
);
create index paper_stack_version on survey.paper_stack (bureau_id, questionnaire_id, version);
call platform.wall('survey.paper_stack');
grant select, insert, update, delete on survey.paper_stack to wenrong_app;

create table survey.paper_form (
  bureau_id uuid not null references platform.bureau on delete cascade,
  stack_id uuid not null,
  -- Written on the form when it is first keyed, so that the second person finds the same one.
  form_no int not null check (form_no between 1 and 9999),
  -- The answers agreed on; null until two persons keyed the form and any differences are settled.
  settled jsonb,
  -- The one-time code of the slip in the envelope; wiped once the form is cast.
  slip text not null default '',
  cast_on date,
  primary key (bureau_id, stack_id, form_no),
  foreign key (bureau_id, stack_id) references survey.paper_stack on delete cascade
);
call platform.wall('survey.paper_form');
grant select, insert, update, delete on survey.paper_form to wenrong_app;

-- What each of the two clerks read. `keyed_by` is the clerk's account, never the person who answered.
create table survey.paper_keying (
  bureau_id uuid not null references platform.bureau on delete cascade,
  stack_id uuid not null,
  form_no int not null,
  pass int not null check (pass in (1, 2)),
  keyed_by uuid not null,
  answers jsonb not null,
  slip text not null default '',
  primary key (bureau_id, stack_id, form_no, pass),
  unique (bureau_id, stack_id, form_no, keyed_by),
  foreign key (bureau_id, stack_id, form_no) references survey.paper_form on delete cascade
);
call platform.wall('survey.paper_keying');
grant select, insert, update, delete on survey.paper_keying to wenrong_app;
