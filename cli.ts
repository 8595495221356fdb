/** The `wenrong` command. Each sub-command lives with its owner and is loaded only when asked for. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { UsageError, type Command, type Output } from '#platform/command/index.ts';

const owners: Readonly<Record<string, () => Promise<readonly Command[]>>> = {
  fusion: async () => (await import('#modules/fusion/fusion.cli.ts')).fusionCommands,
  ledger: async () => (await import('#platform/ledger/ledger.cli.ts')).ledgerCommands,
  mixing: async () => (await import('#platform/compute/mixing.cli.ts')).mixingCommands,
  settings: async () => [settings],
};

const settings: Command = {
  name: 'settings',
  summary: { zh: '列出全部设置（环境变量）', en: 'List all settings (environment variables)' },
  usage: [],
  async run(_args, output) {
    const { settingsPage } = await import('#platform/config/settings-page.ts');
    output.print(settingsPage().trimEnd());
    return 0;
  },
};

const output: Output = {
  print: (text) => process.stdout.write(`${text}\n`),
  complain: (text) => process.stderr.write(`${text}\n`),
};

const describe = ({ name, summary, usage }: Command): string =>
  [
    `wenrong ${name}${usage.length > 0 ? ' [options]' : ''}`,
    `  ${summary.zh}。 ${summary.en}.`,
    ...usage,
  ].join('\n');

const allCommands = async (names: readonly string[] = Object.keys(owners)): Promise<Command[]> =>
  (await Promise.all(names.map((name) => owners[name]!()))).flat();

async function help(names?: readonly string[]): Promise<string> {
  const commands = await allCommands(names);
  const { version } = JSON.parse(readFileSync(join(import.meta.dirname, 'package.json'), 'utf8')) as {
    version: string;
  };
  return [
    `文融 Wenrong ${version}`,
    '用法 usage: npm run --silent wenrong -- COMMAND [options]',
    '',
    ...commands.map((command) => `${describe(command)}\n`),
    'wenrong --help | --version',
    '',
    '退出码 exit codes: 0 完成 done · 1 发现问题 something is wrong · 2 参数或文件不对 wrong arguments or files',
  ].join('\n');
}

async function run(args: readonly string[]): Promise<number> {
  const [first, second] = args;
  if (first === undefined || first === 'help' || first === '--help' || first === '-h') {
    output.print(await help());
    return first === undefined ? 2 : 0;
  }
  if (first === '--version') {
    output.print((await help([])).split('\n')[0]!);
    return 0;
  }
  const commands = await (owners[first]?.() ?? []);
  const command = commands.find(({ name }) => name === first || name === `${first} ${second}`);
  if (!command) {
    const known = (commands.length > 0 ? commands : await allCommands()).map(({ name }) => name).join(', ');
    throw new UsageError({
      zh: `没有“${args.slice(0, 2).join(' ')}”这个命令（有：${known}）。`,
      en: `There is no command “${args.slice(0, 2).join(' ')}” (there are: ${known}).`,
    });
  }
  const rest = args.slice(command.name.split(' ').length);
  if (rest.includes('--help') || rest.includes('-h')) {
    output.print(describe(command));
    return 0;
  }
  return command.run(rest, output);
}

try {
  process.exitCode = await run(process.argv.slice(2));
} catch (error) {
  if (error instanceof UsageError) {
    output.complain(`${error.saying.zh} ${error.saying.en}\n帮助 help: wenrong --help`);
    process.exitCode = 2;
  } else if (error instanceof Error && error.name === 'StartupRefusal') {
    output.complain(error.message);
    process.exitCode = 2;
  } else throw error;
}
