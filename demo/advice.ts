/** Whom people ask for advice: at most five each, out of those they know, in every wave. */
import { stream } from '#engines/random/index.ts';
import type { WaveCode } from '#demo/frame.ts';
import { inPostOn } from '#demo/people.ts';
import type { SampleBureau } from '#demo/sample.ts';
import type { Ties } from '#demo/ties.ts';

export interface AdviceTie {
  from: string;
  to: string;
}

const MOST = 5;
/** Chances of naming 1, 2 … 5 people. */
const NAMED = [0.08, 0.17, 0.25, 0.27, 0.23];
const FAMILIAR = 1.6;
const SAME_UNIT = 1.2;

interface Candidate {
  to: string;
  external: boolean;
  pull: number;
}

/**
 * Everyone in post names the strongest pulls: closeness plus lasting Gumbel taste, plus one number per wave
 * for the other legacy agencies. That number is found by bisection so that the E-I index of all ties is
 * `truth.adviceEI`, up to the last tie. Takes about 0.3 s for all waves.
 */
export function makeAdvice(sample: SampleBureau, ties: Ties): Map<WaveCode, AdviceTie[]> {
  const random = stream(sample.seed, 'advice');
  const quota = sample.people.map(() => 1 + random.weighted(NAMED));
  const taste = new Float64Array(sample.people.length ** 2).map(() => gumbel(random.uniform()));
  return new Map(
    sample.waves.map(({ code, opensOn }) => {
      const lists = sample.people.map((_, i) => candidatesOf(sample, ties, taste, { i, code, opensOn }));
      const openness = opennessFor(sample.truth.adviceEI[code], lists, quota);
      const named = lists.flatMap((list, i) =>
        strongest(list, quota[i]!, openness).map(({ to }) => ({ from: sample.people[i]!.staffNo, to })),
      );
      return [code, named];
    }),
  );
}

const gumbel = (u: number) => -Math.log(-Math.log(u || Number.MIN_VALUE));

type Asking = { i: number; code: WaveCode; opensOn: string };

function candidatesOf(sample: SampleBureau, ties: Ties, taste: Float64Array, asking: Asking): Candidate[] {
  const { i, code, opensOn } = asking;
  const asker = sample.people[i]!;
  if (!inPostOn(asker, opensOn)) return [];
  return sample.people.flatMap((person, j) => {
    const state = ties.stateOf(code, asker.staffNo, person.staffNo);
    if (state === 0 || !inPostOn(person, opensOn)) return [];
    const near = (state === 2 ? FAMILIAR : 0) + (person.unit === asker.unit ? SAME_UNIT : 0);
    const pull = near + taste[i * sample.people.length + j]!;
    return [{ to: person.staffNo, external: person.legacy !== asker.legacy, pull }];
  });
}

function strongest(list: Candidate[], count: number, openness: number): Candidate[] {
  const pulled = ({ pull, external }: Candidate) => pull + (external ? openness : 0);
  return list.toSorted((a, b) => pulled(b) - pulled(a)).slice(0, Math.min(count, MOST));
}

function opennessFor(target: number, lists: Candidate[][], quota: number[]): number {
  let [low, high] = [-12, 12];
  for (let step = 0; step < 16; step++) {
    const middle = (low + high) / 2;
    const named = lists.flatMap((list, i) => strongest(list, quota[i]!, middle));
    const external = named.filter((candidate) => candidate.external).length;
    if ((2 * external) / named.length - 1 < target) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
