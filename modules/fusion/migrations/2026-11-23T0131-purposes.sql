-- Two more purposes, named in the notice that people agree to: teams are formed by the machine so that strangers
-- meet, and what an activity changed is reckoned over all its pairs. Neither shows a pair to anybody.
drop policy purpose on fusion.sheet;
create policy purpose on fusion.sheet as restrictive
  using (current_setting('app.fusion_purpose', true)
    in ('answer', 'card', 'turnout', 'measure', 'draw', 'effect', 'delete'));
