/**
 * engines/network against python-igraph (C) on one synthetic bureau: 10,000 people, six legacy groups,
 * 30 reports each. Both run here, one after the other, on the same ties, and their answers are compared.
 * Ends with code 1 if they disagree or if ours is slower in all; says so where python-igraph is absent.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as engine from '#engines/network/index.ts';
import type { Network } from '#engines/network/index.ts';

const nPeople = 10_000;
const nReports = 30;
const nGroups = 6;
const seed = 20190130;
const communityRuns = 20;

interface Ties {
  from: Int32Array;
  to: Int32Array;
  groupOf: Int32Array;
}

/** Six in ten reports stay in the own group; four in ten are answered. */
function syntheticTies(people: number, reports: number): Ties {
  const random = engine.randomFrom(seed);
  const pick = (below: number): number => Math.floor(random() * below);
  const groupOf = Int32Array.from({ length: people }, () => pick(nGroups));
  const members = Array.from({ length: nGroups }, () => [] as number[]);
  groupOf.forEach((group, i) => members[group]!.push(i));
  const cells = new Set<number>();
  const put = (i: number, j: number): unknown =>
    i !== j && cells.size < people * reports && cells.add(i * people + j);
  while (cells.size < people * reports) {
    const i = pick(people);
    const own = members[groupOf[i]!]!;
    const j = random() < 0.6 ? own[pick(own.length)]! : pick(people);
    put(i, j);
    if (random() < 0.4) put(j, i);
  }
  const keys = [...cells];
  const from = Int32Array.from(keys, (key) => Math.floor(key / people));
  return { from, to: Int32Array.from(keys, (key) => key % people), groupOf };
}

const networkOf = ({ from, to, groupOf }: Ties): Network =>
  engine.networkFromArrays({ size: groupOf.length, from, to, groupOf, directed: true });

/** Milliseconds and the answer by name of measure. */
type Timings = Record<string, { ms: number; answer: number }>;

function timed(work: () => number): { ms: number; answer: number } {
  const begin = performance.now();
  const answer = work();
  return { ms: performance.now() - begin, answer };
}

/** The list that both have. `paths` stands for four measures that igraph searches for one by one. */
function oursOn(ties: Ties): Timings {
  const network = networkOf(ties);
  const random = engine.randomFrom(seed);
  let distances = engine.distancesOf(
    networkOf({ from: Int32Array.of(0), to: Int32Array.of(1), groupOf: Int32Array.of(0, 0) }),
  );
  const closeness = (): engine.Closeness => engine.closenessOf(network, distances);
  let leiden: engine.Communities | null = null;
  const found = (method: 'louvain' | 'leiden'): engine.Communities =>
    engine.communitiesOf(network, { random, method, runs: communityRuns });
  return {
    'build from the edge list': timed(() => networkOf(ties).nTies),
    density: timed(() => engine.blocksOf(network).all.density!),
    'dyad census and reciprocity': timed(() => engine.reciprocity(network)!.arc!),
    'assortativity, directed': timed(() => engine.assortativity(engine.blocksOf(network))!),
    'assortativity, claimed pairs': timed(() => engine.assortativity(engine.claimedBlocks(network))!),
    'modularity of the groups': timed(() => engine.legacyModularity(engine.claimedBlocks(network))!.q),
    components: timed(() => engine.componentsOf(network).sizes.length),
    transitivity: timed(() => engine.transitivity(network)!),
    'harmonic closeness': timed(() => {
      distances = engine.distancesOf(network);
      return closeness().harmonicMean!;
    }),
    'mean distance': timed(() => closeness().meanDistance!),
    'reach in two steps': timed(() => closeness().reach2Mean!),
    betweenness: timed(() => engine.betweennessOf(network).reduce((sum, value) => sum + value, 0)),
    [`Louvain, best of ${communityRuns}`]: timed(() => found('louvain').modularity!),
    [`Leiden, best of ${communityRuns}`]: timed(() => (leiden = found('leiden')).modularity!),
    'ARI and NMI against the groups': timed(() => engine.agreementOf(leiden!.communityOf, ties.groupOf).nmi!),
  };
}

/** What igraph has no function for. */
function oursAlone(ties: Ties): Timings {
  const network = networkOf(ties);
  return {
    'E-I with exact permutation moments': timed(() => engine.externalInternal(network)!.index!),
    'odds ratio, Coleman, Freeman': timed(() => {
      const blocks = engine.blocksOf(network);
      engine.colemanHomophily(network, blocks);
      engine.freemanSegregation(engine.claimedBlocks(network));
      return engine.oddsRatio(blocks)!.log;
    }),
    'spectral segregation': timed(() => engine.spectralSegregation(network)!.mean!),
    'Gould–Fernandez brokerage': timed(() => engine.brokerage(network)!.totals.total),
    'reach across groups (from the same search)': timed(() => engine.closenessOf(network).crossReach2Mean!),
    'transitions between two waves': timed(() => engine.transitionsBetween(network, network).all.used),
  };
}

const python = '/usr/bin/python3';
const script = `
import json, sys, time
import igraph
edges, groups, runs = sys.argv[1], sys.argv[2], int(sys.argv[3])
pairs = [tuple(map(int, line.split())) for line in open(edges)]
group = [int(line) for line in open(groups)]
n = len(group)
out = {}
def timed(name, work):
    begin = time.perf_counter()
    answer = work()
    out[name] = {"ms": (time.perf_counter() - begin) * 1000, "answer": answer}
kept = {}
def keep(name, value):
    kept[name] = value
    return value
timed("build from the edge list", lambda: keep("u", keep("g", igraph.Graph(n=n, edges=pairs, directed=True)).as_undirected(mode="collapse")) and len(pairs))
g, u = kept["g"], kept["u"]
timed("density", lambda: g.density())
timed("dyad census and reciprocity", lambda: (g.dyad_census(), g.reciprocity())[1])
timed("assortativity, directed", lambda: g.assortativity_nominal(group, directed=True))
timed("assortativity, claimed pairs", lambda: u.assortativity_nominal(group, directed=False))
timed("modularity of the groups", lambda: u.modularity(group))
timed("components", lambda: len(u.connected_components()))
timed("transitivity", lambda: u.transitivity_undirected())
timed("harmonic closeness", lambda: sum(u.harmonic_centrality()) / n)
timed("mean distance", lambda: u.average_path_length())
timed("reach in two steps", lambda: (sum(u.neighborhood_size(order=2)) / n - 1) / (n - 1))
timed("betweenness", lambda: sum(g.betweenness()))
timed("Louvain, best of %d" % runs, lambda: max(u.community_multilevel().modularity for _ in range(runs)))
timed("Leiden, best of %d" % runs, lambda: keep("leiden", max((u.community_leiden(objective_function="modularity", n_iterations=-1) for _ in range(runs)), key=lambda found: found.modularity)).modularity)
timed("ARI and NMI against the groups", lambda: (igraph.compare_communities(kept["leiden"].membership, group, method="adjusted_rand"), igraph.compare_communities(kept["leiden"].membership, group, method="nmi"))[1])
print(json.dumps({"version": igraph.__version__, "timings": out}))
`;

function igraphOn({ from, to, groupOf }: Ties): { version: string; timings: Timings } | null {
  const room = mkdtempSync(join(tmpdir(), 'wenrong-bench-'));
  try {
    const [edges, groups, program] = ['edges.txt', 'groups.txt', 'measure.py'].map((name) =>
      join(room, name),
    );
    writeFileSync(edges!, Array.from(from, (i, c) => `${i} ${to[c]}`).join('\n'));
    writeFileSync(groups!, groupOf.join('\n'));
    writeFileSync(program!, script);
    const run = spawnSync(python, [program!, edges!, groups!, String(communityRuns)], { encoding: 'utf8' });
    if (run.error || run.status !== 0) {
      const reason = run.error?.message ?? run.stderr.trim().split('\n').at(-1) ?? '';
      console.log(
        `python-igraph is absent or failed (${reason}); Debian: apt-get install python3-igraph. Ours alone:`,
      );
      return null;
    }
    return JSON.parse(run.stdout) as { version: string; timings: Timings };
  } finally {
    rmSync(room, { recursive: true, force: true });
  }
}

const cell = (text: string, width: number): string => text.padStart(width);
const ms = (value: number | undefined): string => (value === undefined ? '–' : value.toFixed(1));

function printLine(name: string, ours: number, theirs: number | undefined): void {
  const ratio = theirs === undefined ? '' : (ours / theirs).toFixed(2);
  console.log(`${name.padEnd(44)}${cell(ms(ours), 11)}${cell(ms(theirs), 11)}${cell(ratio, 8)}`);
}

const total = (timings: Timings): number => Object.values(timings).reduce((sum, one) => sum + one.ms, 0);

/** Names of measures whose answers differ. A search may end better or worse by a little. */
function disagreements(ours: Timings, theirs: Timings): string[] {
  return Object.keys(theirs).filter((name) => {
    const [a, b] = [ours[name]!.answer, theirs[name]!.answer];
    const tolerance = /Louvain|Leiden|ARI/.test(name) ? 0.005 : 1e-6 * Math.max(1, Math.abs(b));
    return !(Math.abs(a - b) <= tolerance);
  });
}

/** Milliseconds of the measures that are linear in ties, best of five after a warm-up. */
function linearPart(reports: number): number {
  const network = networkOf(syntheticTies(nPeople, reports));
  const once = (): number =>
    timed(() => {
      engine.externalInternal(network);
      engine.reciprocity(network);
      engine.componentsOf(network);
      return engine.claimedBlocks(network).all.ties;
    }).ms;
  once();
  return Math.min(...Array.from({ length: 5 }, once));
}

/** Once and twice the ties: the ratio should be near 2. */
function printGrowth(): void {
  const [single, double] = [linearPart(nReports), linearPart(2 * nReports)];
  console.log(
    `\ntwice the ties, blocks + E-I + reciprocity + components: ${ms(single)} → ${ms(double)} ms (× ${(double / single).toFixed(2)})`,
  );
}

const ties = syntheticTies(nPeople, nReports);
console.log(`${nPeople} people, ${ties.from.length} reports, ${nGroups} groups, seed ${seed}\n`);
const theirs = igraphOn(ties);
const ours = oursOn(ties);
console.log(`${''.padEnd(44)}${cell('ours ms', 11)}${cell('igraph ms', 11)}${cell('ratio', 8)}`);
for (const [name, { ms: own }] of Object.entries(ours)) printLine(name, own, theirs?.timings[name]?.ms);
printLine('ALL', total(ours), theirs ? total(theirs.timings) : undefined);
console.log('\nwhat igraph has no function for');
for (const [name, { ms: own }] of Object.entries(oursAlone(ties))) printLine(name, own, undefined);
printGrowth();
if (theirs) {
  const wrong = disagreements(ours, theirs.timings);
  const share = total(ours) / total(theirs.timings);
  console.log(
    `\nours ÷ python-igraph ${theirs.version} = ${share.toFixed(2)}; answers ${wrong.length === 0 ? 'agree' : `DISAGREE: ${wrong.join(', ')}`}`,
  );
  if (wrong.length > 0 || share > 1) process.exitCode = 1;
}
