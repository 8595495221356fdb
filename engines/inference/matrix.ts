/** Square matrices over people, row by row, with unobserved cells told apart. */

/** N × N values by row; NaN = not observed; the diagonal is never read. */
export interface PairMatrix {
  readonly size: number;
  readonly values: Float64Array;
}

/** From rows of numbers; null and NaN are unobserved. @throws RangeError('inference/matrix-not-square'). */
export function pairMatrix(rows: readonly (readonly (number | null)[])[]): PairMatrix {
  const size = rows.length;
  if (rows.some((row) => row.length !== size)) throw new RangeError('inference/matrix-not-square');
  const values = new Float64Array(size * size);
  rows.forEach((row, i) => row.forEach((value, j) => (values[i * size + j] = value ?? NaN)));
  return { size, values };
}

/** 1 where two people share the label, else 0: same legacy agency, same team, same floor. */
export function sameLabel(labels: ArrayLike<unknown>): PairMatrix {
  const size = labels.length;
  const values = new Float64Array(size * size);
  for (let i = 0; i < size; i++)
    for (let j = 0; j < size; j++) values[i * size + j] = labels[i] === labels[j] ? 1 : 0;
  return { size, values };
}

/** Cells off the diagonal that every matrix observed, as positions i · N + j. */
export function commonCells(matrices: readonly PairMatrix[]): Int32Array {
  const size = matrices[0]!.size;
  if (matrices.some((matrix) => matrix.size !== size)) throw new RangeError('inference/sizes-differ');
  const cells: number[] = [];
  for (let cell = 0; cell < size * size; cell++)
    if (cell % (size + 1) !== 0 && matrices.every(({ values }) => !Number.isNaN(values[cell]!)))
      cells.push(cell);
  return Int32Array.from(cells);
}
