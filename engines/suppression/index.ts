/** Which cells of published tables are hidden so that no small group can be worked out from the rest. */
export { audit, type Disclosure } from './audit.ts';
export { countTable, crossTable, matrixTable, partitionTable, type Dimension, type Level } from './build.ts';
export { changeTable, type Change } from './wave.ts';
export { isAlike, ratingOf, whyNotTexts, withholdAlike, type Rating } from './figure.ts';
export { suppressPairs, type PairShape, type PairsShown, type Side } from './pairs.ts';
export { add, emptyRegister, whyNot, type Register, type WhyNot } from './register.ts';
export { suppress, type Suppressed } from './suppress.ts';
export {
  defaultRules,
  keyOf,
  type Cell,
  type Reason,
  type Release,
  type Rules,
  type Sum,
  type Table,
  type TableFault,
} from './table.ts';
