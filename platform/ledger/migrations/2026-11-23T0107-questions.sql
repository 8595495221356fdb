-- Indicators ask the ledger: the questions' index carries what most of them read, so that a year of one kind is counted
-- without touching the rows; voided facts are found by the facts that void them.
create index fact_asked on platform.fact (bureau_id, kind, on_day) include (unit, quantity, subject, fact_id);
drop index platform.fact_kind;
create index fact_voids on platform.fact (bureau_id, voids) where voids is not null;
