-- When the last wrong try was, so that old ones are forgotten and nobody is shut out by what happened last month.
alter table platform.account add column failed_at timestamptz;

-- `sample` marks what may be removed whole: it is said once, when a bureau is made, and by nobody afterwards.
revoke update on platform.bureau from wenrong_app;
grant update (name, division_code) on platform.bureau to wenrong_app;
