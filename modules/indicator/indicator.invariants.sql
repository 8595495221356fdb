-- Every indicator has the version it says it has, with the same content.
select i.bureau_id, i.indicator_id from indicator.indicator i
  left join indicator.version v using (bureau_id, indicator_id, version)
  where v.content is distinct from i.content;
