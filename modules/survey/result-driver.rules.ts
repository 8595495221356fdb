/** What goes together with the outcome over the whole bureau. A picture of correlation, never of cause. */
import { stream } from '#engines/random/index.ts';
import { drivers } from '#engines/reliability/index.ts';
import type { DriverResult } from './result.contract.ts';
import type { MeasureInput } from './result-input.rules.ts';
import { written } from './result-round.rules.ts';
import { scaleScore, scalesIn } from './scale.rules.ts';

/** The outcome is fixed beforehand: cohesion where it is asked, else the first scale. Picking afterwards would find something always. */
const outcomeScale = 'cohesion';

/** Null where fewer than three scales were asked. */
export function measureDrivers(input: MeasureInput): DriverResult | null {
  const asked = scalesIn(input.questionnaire);
  const first = asked.find(({ scale }) => scale.code === outcomeScale) ?? asked[0];
  if (!first || asked.length < 3) return null;
  const others = asked.filter((one) => one !== first);
  const rows = input.answers.map(({ said }) => [first, ...others].map((one) => scaleScore(one, said)));
  const found = drivers(rows, { random: stream(input.seed, 'survey.drivers'), replicates: 499 });
  const outcome = first.scale.code;
  if ('untold' in found) {
    const explained = { value: null, low: null, high: null, untold: found.untold };
    return { outcome, n: found.n, explained, weights: [], untold: found.untold };
  }
  return {
    outcome,
    n: found.n,
    explained: written(found.explained, 2),
    weights: found.weights.map((weight, at) => ({
      scale: others[at]!.scale.code,
      weight: written(weight, 2),
      together: weight.correlation < 0 ? ('fall' as const) : ('rise' as const),
    })),
    untold: null,
  };
}
