/** Forms groups of people who do not know each other yet. See README.md for the problem, guarantees and cost. */
export type {
  GainSource,
  Group,
  Meeting,
  Person,
  Pin,
  Plan,
  Problem,
  Round,
  Rule,
  Selector,
  Tie,
  Value,
} from './problem.ts';
export { explain } from './explain.ts';
export type { Reason, ReasonCode } from './explain.ts';
export { whatIf } from './what-if.ts';
export type { Alternative, WhatIf } from './what-if.ts';
export { drawInUse, drawVersion, openDraws, prepareDraws, rejectDraw } from './draw.ts';
export type { Draw, DrawOptions, Draws, Mechanism, RejectedDraw } from './draw.ts';
export { clashWords, inputWords, reasonWords, say, sayClash } from './words.ts';
export type { Language } from './words.ts';

export { diversityOf, openInstance } from './instance-search.ts';
export type { InstanceSearch } from './instance-search.ts';
export { parseInstance } from './instance.ts';
export type { Instance, InstanceProblem, InstanceResult } from './instance.ts';
export { openSearch } from './open-search.ts';
export type { MixingSearch, OpenOptions } from './open-search.ts';
export type { Grouping } from './searcher.ts';
export { improve, solve, validate } from './solve.ts';
export type { Progress, Solution, SolveOptions, Unsolvable } from './solve.ts';
export { reportOf as evaluate } from './report.ts';
export type { GroupReport, PersonReport, PlanReport } from './report.ts';
export type { Breach, RuleReport } from './breaches.ts';
export type { Clash, ClashCode, Demand } from './clash.ts';
export type { InputCode, InputProblem } from './input-problems.ts';
export { teamsProblem } from './teams-input.ts';
export type { RulesFile, TableProblem, TableRow, TeamsResult } from './teams-input.ts';
