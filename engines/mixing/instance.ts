/**
 * The public format of the maximally diverse grouping problem (MDGPLIB; Gallego, Laguna, Martí & Duarte
 * 2013, DOI 10.1057/jors.2012.66): `n m ss|ds lb1 ub1 … lbm ubm`, then one line `i j d` for each pair.
 */

export interface Instance {
  readonly n: number;
  readonly m: number;
  readonly min: Int32Array;
  readonly max: Int32Array;
  /** n × n, symmetric, as in the file. */
  readonly distance: Float64Array;
}

export interface InstanceProblem {
  readonly code: 'mixing/instance-head' | 'mixing/instance-bounds' | 'mixing/instance-pair';
  /** Line of the text, from 1. */
  readonly line: number;
  readonly text: string;
}

export type InstanceResult =
  | { readonly ok: true; readonly instance: Instance }
  | { readonly ok: false; readonly problem: InstanceProblem };

/** Reads an instance; the first problem is told by its line. Pairs that are absent count 0. */
export function parseInstance(text: string): InstanceResult {
  const lines = text.split(/\r?\n/);
  const head = lines[0]!.trim().split(/\s+/);
  const refuse = (code: InstanceProblem['code'], line: number): InstanceResult => ({
    ok: false,
    problem: { code, line, text: (lines[line - 1] ?? '').slice(0, 80) },
  });
  const [n, m] = [Number(head[0]), Number(head[1])];
  if (!(isCount(n) && isCount(m)) || !/^[sd]s$/.test(head[2] ?? '')) return refuse('mixing/instance-head', 1);
  const bounds = head.slice(3).map(Number);
  const [min, max] = [0, 1].map((odd) => Int32Array.from({ length: m }, (_, g) => bounds[2 * g + odd]!));
  const sound = bounds.length === 2 * m && bounds.every((bound) => Number.isInteger(bound) && bound >= 0);
  if (!sound || min!.some((low, g) => low > max![g]!)) return refuse('mixing/instance-bounds', 1);
  const distance = new Float64Array(n * n);
  for (let at = 1; at < lines.length; at++)
    if (lines[at]!.trim() !== '' && !readPair(lines[at]!, n, distance))
      return refuse('mixing/instance-pair', at + 1);
  return { ok: true, instance: { n, m, min: min!, max: max!, distance } };
}

const isCount = (value: number): boolean => Number.isInteger(value) && value > 0 && value <= 20_000;

function readPair(line: string, n: number, distance: Float64Array): boolean {
  const [i, j, d] = line.trim().split(/\s+/).map(Number) as [number, number, number];
  if (![i, j].every((at) => Number.isInteger(at) && at >= 0 && at < n) || i === j || !Number.isFinite(d))
    return false;
  distance[i * n + j] = d;
  distance[j * n + i] = d;
  return true;
}
