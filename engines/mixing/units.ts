/** People who must stay together become one unit; a unit may stand where all of its people may. */
import { groupsOf, presentOf, type Scope } from './scope.ts';

export interface Units {
  /** People (indices in the problem) of each unit. */
  readonly people: readonly (readonly number[])[];
  /** Unit of each person; −1 where absent from the round. */
  readonly unitOf: Int32Array;
}

/** Only the `together` rules given are obeyed, so that a checker can leave some out. O(people + rules). */
export function unitsOf(scope: Scope): Units {
  const leader = Int32Array.from(scope.problem.people, (_, i) => i);
  const find = (i: number): number => {
    while (leader[i] !== i) i = leader[i] = leader[leader[i]!]!;
    return i;
  };
  for (const { rule } of scope.rules) {
    if (rule.kind !== 'together') continue;
    const [first, ...others] = presentOf(scope, rule.people);
    for (const other of others) leader[find(other)] = find(first!);
  }
  const unitOf = new Int32Array(scope.problem.people.length).fill(-1);
  const people: number[][] = [];
  for (const i of scope.present) {
    const root = find(i);
    if (unitOf[root] === -1) unitOf[root] = people.push([]) - 1;
    unitOf[i] = unitOf[root]!;
    people[unitOf[i]!]!.push(i);
  }
  return { people, unitOf };
}

/** 1 where pins and `only` rules let unit u stand in group g: `allowed[u * m + g]`. */
export function allowedOf(scope: Scope, { people, unitOf }: Units): Uint8Array {
  const m = scope.round.groups.length;
  const allowed = new Uint8Array(people.length * m).fill(1);
  const restrict = (person: number, groups: readonly number[]): void => {
    const unit = unitOf[person]!;
    for (let g = 0; g < m; g++) if (!groups.includes(g)) allowed[unit * m + g] = 0;
  };
  for (const { rule } of scope.rules)
    if (rule.kind === 'only')
      for (const i of presentOf(scope, rule.people)) restrict(i, groupsOf(scope, rule));
  for (const pin of pinsOf(scope)) restrict(pin.person, [pin.group]);
  return allowed;
}

/** Pins of this round, by number; pins of people who are absent are passed over. */
export function pinsOf(scope: Scope): { readonly person: number; readonly group: number }[] {
  return (scope.problem.pins ?? []).flatMap((pin) => {
    if (pin.round !== undefined && pin.round !== scope.round.id) return [];
    const [person] = presentOf(scope, [pin.person]);
    const group = scope.groupAt.get(pin.group);
    return person === undefined || group === undefined ? [] : [{ person, group }];
  });
}
