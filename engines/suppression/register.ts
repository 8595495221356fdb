/** Everything released so far, as plain state. It holds true counts: keep it where the results are kept. */
import { audit, type Disclosure } from './audit.ts';
import { whyNotTable, type Release, type Rules, type TableFault } from './table.ts';

export interface Register {
  readonly releases: readonly Release[];
}

export const emptyRegister: Register = { releases: [] };

/** Why a release is refused; `cells` are for the office's eyes, not for readers. */
export type WhyNot =
  | Disclosure
  | { code: TableFault | 'suppression/key-means-two-things' | 'suppression/key-unknown'; cells: string[] };

/** All reasons why a release may not join what is already out; empty if it may. */
export function whyNot(register: Register, release: Release, rules: Partial<Rules> = {}): WhyNot[] {
  const { table, hidden } = release;
  const fault = whyNotTable(table);
  if (fault) return [{ code: fault, cells: [] }];
  const keys = new Map(table.cells.map(({ key, people }) => [key, people]));
  const unknown = hidden.filter((key) => !keys.has(key));
  if (unknown.length > 0) return [{ code: 'suppression/key-unknown', cells: unknown }];
  const changed = register.releases.flatMap((one) =>
    one.table.cells
      .filter(({ key, people }) => keys.has(key) && keys.get(key) !== people)
      .map(({ key }) => key),
  );
  if (changed.length > 0) return [{ code: 'suppression/key-means-two-things', cells: [...new Set(changed)] }];
  return audit([...register.releases, release], rules);
}

/** The register with this release; whether it is allowed is `whyNot`'s question, asked here once more. */
export function add(
  register: Register,
  release: Release,
  rules: Partial<Rules> = {},
): { register: Register; refused: WhyNot[] } {
  const refused = whyNot(register, release, rules);
  return refused.length > 0
    ? { register, refused }
    : { register: { releases: [...register.releases, release] }, refused };
}
