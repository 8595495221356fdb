/** Eigenvalues of a small symmetric matrix by Jacobi's rotations (Golub & Van Loan 2013 §8.5). */

export interface Eigen {
  values: number[];
  /** Columns are the eigenvectors. */
  vectors: number[][];
}

// kernel: cyclic rotations in place
export function eigenOf(matrix: readonly (readonly number[])[]): Eigen {
  const p = matrix.length;
  const a = matrix.map((row) => [...row]);
  const vectors: number[][] = matrix.map((_, i) => matrix.map((__, j) => (i === j ? 1 : 0)));
  for (let sweep = 0; sweep < 60; sweep++) {
    let off = 0;
    for (let i = 0; i < p; i++) for (let j = i + 1; j < p; j++) off += a[i]![j]! ** 2;
    if (off < 1e-24) break;
    for (let i = 0; i < p; i++)
      for (let j = i + 1; j < p; j++) {
        if (a[i]![j] === 0) continue;
        const theta = (a[j]![j]! - a[i]![i]!) / (2 * a[i]![j]!);
        const t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.sqrt(theta ** 2 + 1));
        const c = 1 / Math.sqrt(t ** 2 + 1);
        const s = t * c;
        for (let k = 0; k < p; k++) {
          const [x, y] = [a[k]![i]!, a[k]![j]!];
          a[k]![i] = c * x - s * y;
          a[k]![j] = s * x + c * y;
        }
        for (let k = 0; k < p; k++) {
          const [x, y] = [a[i]![k]!, a[j]![k]!];
          a[i]![k] = c * x - s * y;
          a[j]![k] = s * x + c * y;
          const [v, w] = [vectors[k]![i]!, vectors[k]![j]!];
          vectors[k]![i] = c * v - s * w;
          vectors[k]![j] = s * v + c * w;
        }
      }
  }
  return { values: a.map((row, i) => row[i]!), vectors };
}
