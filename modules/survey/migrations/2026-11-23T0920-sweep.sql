-- What is deleted is swept from the disk as well; before version 17 only the owner may.
do $$ begin
  if current_setting('server_version_num')::int >= 170000 then
    grant maintain on survey.survey, survey.answer, survey.text, survey.envelope, survey.sealed_form,
      survey.complaint to wenrong_app;
  end if;
end $$;
