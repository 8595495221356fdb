import type { Scale } from './scale.contract.ts';
import { scaleBank } from './scale.rules.ts';

export const listScales = (): Scale[] => [...scaleBank];
