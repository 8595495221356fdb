import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { mixingCommands } from './mixing.cli.ts';

const room = mkdtempSync(join(tmpdir(), 'wenrong-mixing-'));
afterAll(() => rmSync(room, { recursive: true }));

const written = (name: string, text: string): string => {
  writeFileSync(join(room, name), text);
  return join(room, name);
};

async function told(name: string, ...args: string[]) {
  const [printed, complained]: [string[], string[]] = [[], []];
  const command = mixingCommands.find((one) => one.name === name)!;
  const code = await command.run(args, {
    print: (text) => void printed.push(text),
    complain: (text) => void complained.push(text),
  });
  return { code, printed: printed.join('\n'), complained: complained.join('\n') };
}

const people = written(
  'people.csv',
  [
    'id,agency,skills',
    ...Array.from({ length: 12 }, (_, i) => `w${i},${'abc'[i % 3]},${i % 4 === 0 ? '领队' : ''}`),
  ].join('\n'),
);
const alone = ['--threads', '0', '--iterations', '200', '--json'];

test('an instance of four elements in two groups: the best of three groupings, byte for byte again', async () => {
  const instance = written('four.txt', '4 2 ss 2 2 2 2\n0 1 1\n0 2 9.5\n0 3 2\n1 2 3\n1 3 7\n2 3 1\n');
  const first = await told('mixing solve', '--instance', instance, ...alone);
  expect(first.code).toBe(0);
  const { objective, groups } = JSON.parse(first.printed) as { objective: number; groups: number[][] };
  expect(objective).toBe(16.5);
  expect(groups.sort((a, b) => a[0]! - b[0]!)).toEqual([
    [0, 2],
    [1, 3],
  ]);
  expect(await told('mixing solve', '--instance', instance, ...alone)).toEqual(first);
});

test('threads give the same kind of answer', async () => {
  const instance = written('again.txt', '4 2 ss 2 2 2 2\n0 1 1\n0 2 9.5\n0 3 2\n1 2 3\n1 3 7\n2 3 1\n');
  const { printed } = await told(
    'mixing solve',
    '--instance',
    instance,
    '--threads',
    '2',
    '--seconds',
    '1',
    '--json',
  );
  expect(JSON.parse(printed)).toMatchObject({ objective: 16.5, threads: 2 });
});

test('teams from a list by rules', async () => {
  const rules = written(
    'rules.json',
    JSON.stringify({ groups: { count: 3 }, rules: [{ kind: 'spread', who: { skill: '领队' } }] }),
  );
  const { code, printed } = await told('mixing teams', '--people', people, '--rules', rules, ...alone);
  expect(code).toBe(0);
  const answer = JSON.parse(printed) as { objective: number; bound: number; groups: string[][] };
  expect(answer).toMatchObject({ status: 'feasible', objective: 15, bound: 15 });
  expect(answer.groups.flat()).toHaveLength(12);
});

test('a rules file that is none is told in plain words, with exit code 2', async () => {
  const { code, complained } = await told('mixing teams', '--people', people, '--rules', people);
  expect(code).toBe(2);
  expect(complained).toContain('The rules must be JSON');
});

test('rules that clash are told in plain words, with exit code 1', async () => {
  const rules = written(
    'clash.json',
    JSON.stringify({
      groups: { count: 3 },
      rules: [
        { kind: 'apart', people: ['w1', 'w2'], id: '分开' },
        { kind: 'together', people: ['w1', 'w2'], id: '同车' },
      ],
    }),
  );
  const { code, complained } = await told('mixing teams', '--people', people, '--rules', rules);
  expect(code).toBe(1);
  expect(complained).toContain('w1、w2 既要求同组，又要求不同组。');
});

test('a damaged instance names its line', async () => {
  const instance = written('bad.txt', '4 2 ss 2 2 2 2\n0 x 1\n');
  await expect(told('mixing solve', '--instance', instance)).rejects.toThrow('line 2');
});
