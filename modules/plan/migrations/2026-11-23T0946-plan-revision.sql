-- How often the frame of a plan was changed: who changes it says which they read.
alter table plan.plan add column revision int not null default 0 check (revision >= 0);
