import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { valueAt } from './adjacency.ts';
import {
  betweennessOf,
  blocksOf,
  brokerage,
  brokerRoles,
  communitiesOf,
  componentsOf,
  distancesOf,
  networkFromArrays,
  pairKnowledge,
  pairTable,
  randomFrom,
  spectralSegregation,
  symmetrised,
  transitionsBetween,
  trianglesOf,
} from './index.ts';
import type { Network } from './index.ts';
import {
  anySketch,
  built,
  censusSketch,
  claimedMatrix,
  distanceMatrix,
  naiveBetweenness,
  naiveBrokerage,
  naiveModularity,
  naiveTriangles,
  reportMatrix,
  tieMatrix,
} from './naive.fixtures.ts';

const holds = (property: (network: Network) => void): void =>
  fc.assert(
    fc.property(anySketch, (sketch) => {
      property(built(sketch));
    }),
    { numRuns: 300 },
  );

/** Long enough that a search needs several batches of 128 and both push and pull. */
function ring(size: number, chords: number): Network {
  const random = randomFrom(11);
  const seen = new Set<number>();
  const [from, to]: [number[], number[]] = [[], []];
  const put = (i: number, j: number): void => {
    if (i === j || seen.has(i * size + j)) return;
    seen.add(i * size + j);
    from.push(i);
    to.push(j);
  };
  for (let i = 0; i < size; i++) put(i, (i + 1) % size);
  for (let c = 0; c < chords; c++) put(Math.floor(random() * size), Math.floor(random() * size));
  const groupOf = Int32Array.from({ length: size }, (_, i) => i % 3);
  return networkFromArrays({ size, from, to, groupOf, directed: true });
}

function compareDistances(network: Network): void {
  const d = distanceMatrix(claimedMatrix(network));
  const found = distancesOf(network);
  d.forEach((row, i) => {
    const finite = row.filter((distance, j) => j !== i && Number.isFinite(distance));
    const cross = row.filter((_, j) => network.groupOf[j] !== network.groupOf[i]);
    expect(found.reachable[i]).toBe(finite.length);
    expect(found.total[i]).toBe(finite.reduce((sum, distance) => sum + distance, 0));
    expect(found.harmonic[i]).toBeCloseTo(
      finite.reduce((sum, distance) => sum + 1 / distance, 0),
      10,
    );
    expect(found.reach2[i]).toBe(finite.filter((distance) => distance <= 2).length);
    expect(found.crossReach1[i]).toBe(cross.filter((distance) => distance === 1).length);
    expect(found.crossReach2[i]).toBe(cross.filter((distance) => distance <= 2).length);
  });
}

function compareBetweenness(network: Network): void {
  const half = network.directed ? 1 : 2;
  const naive = naiveBetweenness(tieMatrix(network));
  betweennessOf(network).forEach((value, i) => expect(value).toBeCloseTo(naive[i]! / half, 8));
}

describe('kernels against their naive twins', () => {
  test('rows hold exactly the reported cells, and the reverse rows the same cells', () =>
    holds((network) => {
      const reports = reportMatrix(network);
      reports.forEach((row, i) =>
        row.forEach((state, j) => {
          expect(valueAt(network.out, i, j)).toBe(state === null || state === 0 ? -1 : state);
          expect(valueAt(network.in, j, i)).toBe(valueAt(network.out, i, j));
        }),
      );
    }));

  test('block counts', () =>
    holds((network) => {
      const blocks = blocksOf(network);
      const [k, reports] = [network.levels.length, reportMatrix(network)];
      const [ties, possible] = [0, 1].map(() =>
        Array.from({ length: k }, () => Array.from({ length: k }, () => 0)),
      );
      reports.forEach((row, i) =>
        row.forEach((state, j) => {
          const [a, b] = [network.groupOf[i]!, network.groupOf[j]!];
          if (state === null || (!network.directed && (b < a || (a === b && j < i)))) return;
          possible![a]![b]!++;
          if (state > 0) ties![a]![b]!++;
        }),
      );
      expect(blocks.ties).toEqual(ties);
      expect(blocks.possible).toEqual(possible);
    }));

  test('distances, reach and closeness', () => {
    holds(compareDistances);
    compareDistances(ring(300, 40));
    compareDistances(ring(150, 2500));
  });

  test('parts of the sources add up to the whole', () => {
    const network = ring(300, 200);
    const [left, right] = [distancesOf(network, 0, 150), distancesOf(network, 150)];
    expect(left.reach2.map((count, i) => count + right.reach2[i]!)).toEqual(distancesOf(network).reach2);
    const evens = Array.from({ length: 150 }, (_, i) => 2 * i);
    const [even, odd] = [
      betweennessOf(network, evens),
      betweennessOf(
        network,
        evens.map((i) => i + 1),
      ),
    ];
    betweennessOf(network).forEach((value, i) => expect(even[i]! + odd[i]!).toBeCloseTo(value, 6));
  });

  test('betweenness', () => {
    holds(compareBetweenness);
    compareBetweenness(ring(60, 300));
    compareBetweenness(symmetrised(ring(60, 40), 'claimed'));
  });

  test('triangles and components', () =>
    holds((network) => {
      const claimed = claimedMatrix(network);
      expect(trianglesOf(network.claimed)).toBe(naiveTriangles(claimed));
      const d = distanceMatrix(claimed);
      const { componentOf } = componentsOf(network);
      d.forEach((row, i) =>
        row.forEach((distance, j) =>
          expect(componentOf[i] === componentOf[j]).toBe(Number.isFinite(distance)),
        ),
      );
    }));

  test('brokerage roles', () =>
    holds((network) => {
      const found = brokerage(network);
      if (found === null) return expect(network.levels).toEqual([]);
      return expect(brokerRoles.map((role) => found.totals[role])).toEqual(
        naiveBrokerage(tieMatrix(network), network.groupOf),
      );
    }));

  test('the spectral index of each group, by power iteration on the dense matrix', () =>
    holds((network) => {
      const found = spectralSegregation(network);
      if (found === null) return;
      const claimed = claimedMatrix(network);
      const { size, groupOf } = network;
      const degree = claimed.map((row) => row.reduce((sum, tie) => sum + tie, 0));
      const inside = claimed.map((row, i) => row.map((tie, j) => (groupOf[i] === groupOf[j] ? tie : 0)));
      const { componentOf } = componentsOf({ size, claimed: networkOf(inside).claimed });
      for (let i = 0; i < size; i++) {
        const members = Array.from({ length: size }, (_, j) => j).filter(
          (j) => componentOf[j] === componentOf[i],
        );
        let x = members.map(() => 1);
        let grown = 0;
        for (let round = 0; round < 3000; round++) {
          // (P + 1)/2 has the same leading vector and no eigenvalue −1 to swing between.
          const y = members.map(
            (v, a) =>
              x[a]! / 2 + members.reduce((sum, w, b) => sum + (inside[v]![w]! * x[b]!) / degree[v]! / 2, 0),
          );
          const total = y.reduce((sum, part) => sum + part, 0);
          grown = 2 * (total / x.reduce((sum, part) => sum + part, 0)) - 1;
          x = y.map((part) => (part * members.length) / total);
        }
        const naive = members.length > 1 ? grown * x[members.indexOf(i)]! : 0;
        expect(found.byPerson[i]!).toBeCloseTo(naive, 6);
      }
    }));

  test('the reported modularity is the modularity of the reported communities, never below one community', () =>
    holds((network) => {
      for (const method of ['louvain', 'leiden'] as const) {
        const found = communitiesOf(network, { random: randomFrom(3), runs: 3, method });
        if (found.modularity === null) return expect(network.nTies).toBe(0);
        expect(found.modularity).toBeCloseTo(naiveModularity(claimedMatrix(network), found.communityOf), 10);
        expect(found.modularity).toBeGreaterThanOrEqual(-1e-12);
        expect(new Set(found.communityOf).size).toBe(found.count);
      }
      return undefined;
    }));

  test('Leiden communities are connected inside', () =>
    fc.assert(
      fc.property(censusSketch, (sketch) => {
        const network = built(sketch);
        const { communityOf } = communitiesOf(network, { random: randomFrom(5), runs: 2 });
        const inside = claimedMatrix(network).map((row, i) =>
          row.map((tie, j) => (communityOf[i] === communityOf[j] ? tie : 0)),
        );
        distanceMatrix(inside).forEach((row, i) =>
          row.forEach((distance, j) => {
            if (communityOf[i] === communityOf[j]) expect(distance).toBeLessThan(Infinity);
          }),
        );
      }),
      { numRuns: 300 },
    ));

  test('pair tables and pair knowledge', () =>
    holds((network) => {
      const [reports, table, knowledge] = [
        reportMatrix(network),
        pairTable(network, 3),
        pairKnowledge(network),
      ];
      if (table === null || knowledge === null) return expect(network.directed).toBe(false);
      const counts = Array.from({ length: 3 }, () => [0, 0, 0]);
      let [both, one] = [0, 0];
      reports.forEach((row, i) =>
        row.forEach((state, j) => {
          const back = reports[j]![i]!;
          if (j <= i) return;
          if (state !== null && back !== null) counts[Math.min(state, back)]![Math.max(state, back)]!++;
          both += state !== null && back !== null ? 1 : 0;
          one += (state === null) === (back === null) ? 0 : 1;
        }),
      );
      expect(table.counts).toEqual(counts);
      expect(knowledge.all.bothReports).toBe(both);
      expect(knowledge.all.oneReport).toBe(one);
      for (const figure of [knowledge.all.confirmed, knowledge.all.claimed]) {
        if (figure.lower === null || figure.upper === null) continue;
        expect(figure.lower).toBeLessThanOrEqual(figure.upper);
      }
      return undefined;
    }));

  test('transition tables, with people who join and leave', () =>
    fc.assert(
      fc.property(anySketch, anySketch, (one, two) => {
        const first = built(one);
        const second = built({ ...two, directed: one.directed });
        const found = transitionsBetween(first, second, { nStates: 3 });
        const stay = first.ids.map((_, i) => i).filter((i) => i < second.size);
        const [a, b] = [reportMatrix(first), reportMatrix(second)];
        const counts = Array.from({ length: 3 }, () => [0, 0, 0]);
        let [missing, between] = [0, 0];
        for (const i of stay)
          for (const j of stay) {
            if (i === j || (!first.directed && j < i)) continue;
            const [x, y] = [a[i]![j]!, b[i]![j]!];
            if (x === null || y === null) missing++;
            else {
              counts[x]![y]!++;
              if (first.groupOf[i] !== first.groupOf[j]) between++;
            }
          }
        expect(found.all.counts).toEqual(counts);
        expect(found.all.missing).toBe(missing);
        expect(found.between?.used ?? 0).toBe(between);
        expect([found.stayed, found.left, found.joined]).toEqual([
          stay.length,
          first.size - stay.length,
          second.size - stay.length,
        ]);
        const slow = transitionsBetween(first, second, { nStates: 3, only: () => true });
        expect(slow).toEqual(found);
      }),
      { numRuns: 300 },
    ));
});

function networkOf(ties: number[][]): Network {
  const pairs = ties.flatMap((row, i) =>
    row.flatMap((tie, j) => (tie > 0 && i < j ? [[i, j] as const] : [])),
  );
  return networkFromArrays({
    size: ties.length,
    from: pairs.map(([i]) => i),
    to: pairs.map(([, j]) => j),
    directed: false,
  });
}
