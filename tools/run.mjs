// Plain JavaScript for any Node from 20 on: installs what is missing and hands over to the pinned Node.
// Only what is old enough for any Node stands in this file; the rest is loaded after the check.

const OLDEST_NODE = 20;

if (Number(process.versions.node.split('.')[0]) < OLDEST_NODE) {
  console.error(`文融需要 Node ${OLDEST_NODE} 或更高版本，这里是 ${process.version}：请先升级。`);
  console.error(
    `Wenrong needs Node ${OLDEST_NODE} or later, this is ${process.version}: please upgrade it first.`,
  );
  process.exit(1);
}

const { runCommand } = await import('./run/commands.mjs');
const [command = '', ...rest] = process.argv.slice(2);
await runCommand(command, rest);
