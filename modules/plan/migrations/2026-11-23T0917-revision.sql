-- How often the wording of a measure was changed: calendars on phones go by it (RFC 5545, SEQUENCE).
alter table plan.measure add column revision int not null default 0 check (revision >= 0);
