import { expect, test } from 'vitest';
import { drawInUse, openDraws, prepareDraws, rejectDraw, type Problem } from '#engines/mixing/index.ts';
import { drawTogether, makeDraw, searchTogether } from './mixing-pool.ts';

const problem: Problem = {
  people: Array.from({ length: 24 }, (_, i) => ({ id: `p${i}`, values: { agency: 'abcd'[i % 4]! } })),
  rounds: [{ id: 'day', groups: ['g1', 'g2', 'g3', 'g4'].map((id) => ({ id, min: 6, max: 6 })) }],
  gains: [{ kind: 'differs', attribute: 'agency', weight: 1 }],
};

test('two threads search and end at the optimum at once', async () => {
  const found = await searchTogether({ kind: 'problem', problem }, { seconds: 20, seed: 1, threads: 2 });
  expect(found.value).toBe(4 * (15 - 2));
  expect(found.threads).toBe(2);
});

test('two threads exchange bests of an instance and stop when told', async () => {
  const n = 60;
  const distance = Float64Array.from({ length: n * n }, (_, at) => {
    const [i, j] = [Math.floor(at / n), at % n];
    return i === j ? 0 : (Math.min(i, j) * 7919 + Math.max(i, j) * 104_729) % 101;
  });
  const bounds = new Int32Array(6).fill(10);
  const instance = { n, m: 6, min: bounds, max: bounds, distance };
  const found = await searchTogether({ kind: 'instance', instance }, { seconds: 4, seed: 1, threads: 2 });
  expect(found.grouping[0]).toHaveLength(n);
  expect(found.iterations).toBeGreaterThan(100);
});

test('draws are the same whoever makes them', async () => {
  const mechanism = prepareDraws(problem, { seed: 4 });
  const drawn = await drawTogether(mechanism, 9, { threads: 2 });
  const alone = openDraws(mechanism);
  expect(drawn.map((rounds) => rounds.map((groups) => [...groups]))).toEqual(
    Array.from({ length: 9 }, (_, number) => [[...alone.assignment(alone.draw(number))[0]!]]),
  );
});

test('of two rounds, both are drawn, and who is away from one has no group in it', async () => {
  const [day] = problem.rounds;
  const people = problem.people.map((one, i) => (i === 0 ? { ...one, rounds: ['day'] } : one));
  const evening = { id: 'evening', groups: day!.groups.map((group) => ({ ...group, min: 5 })) };
  const mechanism = prepareDraws({ ...problem, people, rounds: [day!, evening] }, { seed: 4, effort: 30 });
  const [first, second] = await drawTogether(mechanism, 2, { threads: 2, first: 3 });
  const alone = openDraws(mechanism);
  expect([first, second].map((rounds) => rounds!.map((groups) => [...groups]))).toEqual(
    [3, 4].map((number) => alone.assignment(alone.draw(number)).map((groups) => [...groups])),
  );
  expect(first!.map((groups) => groups[0])).toEqual([expect.any(Number), -1]);
});

test('one draw is made in a thread of its own, and told how far it is', async () => {
  const shares: number[] = [];
  const made = await makeDraw(
    { from: { problem, seed: 9 }, number: 0, nFurther: 2 },
    { onProgress: (share) => shares.push(share) },
  );
  expect(made.mechanism).toEqual(prepareDraws(problem, { seed: 9 }));
  const draws = openDraws(made.mechanism);
  expect(made.plan).toEqual(draws.plan(draws.draw(0)));
  expect(made.further).toEqual([1, 2].map((number) => draws.plan(draws.draw(number))));
  expect(shares).toEqual([...shares].sort((a, b) => a - b));
  expect(shares.length).toBeGreaterThan(10);
  expect(made.endedEarly).toBe(false);

  const rejected = rejectDraw(made.mechanism, '两位领队要值班');
  const again = await makeDraw({ from: { mechanism: rejected }, number: drawInUse(rejected), nFurther: 0 });
  expect(again.plan).toEqual(made.further[0]);
});

test('told to stop, the best so far sets the measure of the draw', async () => {
  const made = await makeDraw(
    { from: { problem, seed: 9 }, number: 0, nFurther: 0 },
    { stop: AbortSignal.abort() },
  );
  expect(made.endedEarly).toBe(true);
  const draws = openDraws(made.mechanism);
  expect(made.plan).toEqual(draws.plan(draws.draw(0)));
});

test('aborting ends the threads at once', async () => {
  const stop = new AbortController();
  const bounds = new Int32Array(2).fill(2);
  const instance = { n: 4, m: 2, min: bounds, max: bounds, distance: new Float64Array(16) };
  const searching = searchTogether(
    { kind: 'instance', instance },
    { seconds: 60, seed: 1, threads: 1, signal: stop.signal },
  );
  setTimeout(() => stop.abort(new Error('enough')), 50);
  await expect(searching).rejects.toThrow('enough');
});
