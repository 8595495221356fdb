/** How far answers to a short scale may be trusted, and what they say: see README.md. */
export { enoughAgreement, intraclass, withinGroupAgreement } from './agreement.ts';
export { alpha, fewestPeople, omega } from './consistency.ts';
export { drivers, peoplePerPredictor, type Drivers, type DriverOptions, type Weight } from './drivers.ts';
export { untold, type Figure, type Untold } from './figure.ts';
export {
  changeBounds,
  changeFigure,
  differenceFigure,
  meanBounds,
  meanFigure,
  summaryOf,
  type Shift,
  type Summary,
} from './mean.ts';
export type { Items } from './moments.ts';
export { shareChange, shareFigure } from './share.ts';
