/** Round ends and steps for an axis from `low` to `high`: 3 to 6 ticks at 1, 2 or 5 times a power of ten. */
export function axisOf(low: number, high: number): { from: number; to: number; ticks: number[] } {
  const span = high - low || 1;
  const rough = span / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 5, 10].find((factor) => factor * power >= rough) ?? 10) * power;
  const [first, last] = [Math.floor(low / step + 1e-9), Math.ceil(high / step - 1e-9)];
  const ticks = Array.from({ length: last - first + 1 }, (_, i) =>
    Number(((first + i) * step).toPrecision(12)),
  );
  return { from: ticks[0]!, to: ticks.at(-1)!, ticks };
}

/** Moves labels apart to at least `gap`, keeping their order and staying as near as they can. */
export function spread(places: readonly number[], gap: number): number[] {
  const order = places.map((place, i) => ({ place, i })).sort((a, b) => a.place - b.place);
  for (let turn = 0; turn < 20; turn++)
    for (let k = 1; k < order.length; k++) {
      const [upper, lower] = [order[k - 1]!, order[k]!];
      const short = gap - (lower.place - upper.place);
      if (short > 0) [upper.place, lower.place] = [upper.place - short / 2, lower.place + short / 2];
    }
  const moved: number[] = [];
  for (const { place, i } of order) moved[i] = place;
  return moved;
}
