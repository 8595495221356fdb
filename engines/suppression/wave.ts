/**
 * What two releases about nearly the same people say of those who came and those who left. The table only
 * ties numbers together; `suppress` and `whyNot` then find out whether the few can be worked out.
 */
import { defaultRules, type Cell, type Sum, type Table } from './table.ts';

export interface Change {
  /** Names the latent cells; unique for this pair. */
  scope: string;
  older: { key: string; people: number };
  newer: { key: string; people: number };
  joined: number;
  left: number;
  /**
   * `same`: nobody was asked again (a correction, another filter, a standing attribute), so who stayed counts
   * alike in both. `fresh`: a new wave; the numbers differ, but the change of those who stayed is published too.
   */
  answers: 'same' | 'fresh';
}

/**
 * Cells of `older` and `newer` under their own keys, `scope|change` where answers are fresh, and the unpublished
 * `scope|stayed`, `scope|joined`, `scope|left`. Joiners and leavers of together fewer than k are guarded: not
 * even the difference of their sums may come out.
 */
export function changeTable(change: Change, k = defaultRules.k): Table {
  const { scope, older, newer, joined, left } = change;
  const stayed = older.people - left;
  const latent = (name: string, people: number): Cell => ({ key: `${scope}|${name}`, people, latent: true });
  const few = joined + left > 0 && joined + left < k;
  const parts = change.answers === 'same' ? sameAnswers(change) : freshAnswers(change);
  return {
    name: scope,
    adds: change.answers === 'same' ? 'people' : 'values',
    cells: [
      older,
      newer,
      latent('joined', joined),
      latent('left', left),
      ...parts.latent.map((name) => latent(name, stayed)),
      ...parts.published.map((name) => ({ key: `${scope}|${name}`, people: stayed })),
    ],
    sums: parts.sums,
    guarded: few ? [[`${scope}|joined`, `${scope}|left`]] : [],
  };
}

interface Parts {
  latent: string[];
  published: string[];
  sums: Sum[];
}

const sameAnswers = ({ scope, older, newer }: Change): Parts => ({
  latent: ['stayed'],
  published: [],
  sums: [
    { total: older.key, parts: [`${scope}|stayed`, `${scope}|left`] },
    { total: newer.key, parts: [`${scope}|stayed`, `${scope}|joined`] },
  ],
});

const freshAnswers = ({ scope, older, newer }: Change): Parts => ({
  latent: ['stayed-then', 'stayed-now'],
  published: ['change'],
  sums: [
    { total: older.key, parts: [`${scope}|stayed-then`, `${scope}|left`] },
    { total: newer.key, parts: [`${scope}|stayed-now`, `${scope}|joined`] },
    { total: `${scope}|stayed-now`, parts: [`${scope}|stayed-then`, `${scope}|change`] },
  ],
});
