/** Measures as a table for a terminal. */

/** Display width of a text: Han characters and full-width signs take two columns. */
export function widthOf(text: string): number {
  let width = 0;
  for (const letter of text)
    width +=
      /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/.test(
        letter,
      )
        ? 2
        : 1;
  return width;
}

/** Columns two blanks apart; the first stands left, numbers right. */
export function tableText(rows: readonly (readonly string[])[]): string {
  const nColumns = rows.reduce((most, row) => Math.max(most, row.length), 0);
  const widths = Array.from({ length: nColumns }, (_, column) =>
    rows.reduce((most, row) => Math.max(most, widthOf(row[column] ?? '')), 0),
  );
  return rows
    .map((row) =>
      row
        .map((cell, column) => padded(cell, widths[column]!, column))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

const padded = (text: string, width: number, column: number): string => {
  const blanks = ' '.repeat(Math.max(0, width - widthOf(text)));
  return column === 0 ? text + blanks : blanks + text;
};

/** Four decimals for fractions, none for counts; a dash where nothing is defined. */
export function numberText(value: unknown): string {
  if (value === null || value === undefined) return '—';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value !== 'number') return String(value);
  return Number.isInteger(value) ? String(value) : value.toFixed(4);
}
