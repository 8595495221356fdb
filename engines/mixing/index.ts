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
export { improve, solve, validate } from './solve.ts';
export type { Progress, Solution, SolveOptions, Unsolvable } from './solve.ts';
export { reportOf as evaluate } from './report.ts';
export type { GroupReport, PersonReport, PlanReport } from './report.ts';
export type { Breach, RuleReport } from './breaches.ts';
export type { Clash, ClashCode, Demand } from './clash.ts';
export type { InputCode, InputProblem } from './input-problems.ts';
