/** `wenrong ledger verify`: recomputes the chain of records of every bureau of this installation. */
import { actRunner, bureauItself, nobody } from '../act/index.ts';
import { systemClock } from '../clock/index.ts';
import { readOptions, type Command } from '../command/index.ts';
import { readConfig } from '../config/index.ts';
import { transactor } from '../db/index.ts';
import { joinDatabase } from '../db/open.ts';
import { filesIn } from '../files/index.ts';
import { listBureaus } from '../identity/index.ts';
import { keysIn } from '../keys/index.ts';
import { verify, type Verdict } from './index.ts';

interface BureauVerdict extends Verdict {
  bureau: string;
}

async function verifyAll(): Promise<BureauVerdict[]> {
  const config = readConfig(process.env);
  const database = await joinDatabase(config);
  try {
    const runAct = actRunner({
      transact: transactor(database.pool),
      clock: systemClock,
      // Verifying reads records alone; no file and no key is touched.
      files: filesIn(config.dataFolder),
      keys: keysIn(config.dataFolder),
      factKinds: new Map(),
      listeners: new Map(),
      wake: () => undefined,
    });
    const bureaus = await runAct(nobody, (act) => listBureaus(act.db));
    const verdicts: BureauVerdict[] = [];
    for (const { bureau_id: id, name } of bureaus) {
      verdicts.push({ bureau: name, ...(await runAct(bureauItself(id), (act) => verify(act.db, id))) });
    }
    return verdicts;
  } finally {
    await database.close();
  }
}

const lineOf = ({ bureau, nFacts, head, fault }: BureauVerdict): string =>
  fault
    ? `✗ ${bureau}: 第 ${fault.seq} 条起不对（${fault.fault}） broken from record ${fault.seq} on (${fault.fault})`
    : `✓ ${bureau}: ${nFacts} 条记录完整 records intact, head ${head.slice(0, 16)}`;

export const ledgerCommands: readonly Command[] = [
  {
    name: 'ledger verify',
    summary: { zh: '核对每个局的整条记录链', en: 'Verify the whole chain of records of every bureau' },
    usage: ['  --json            one JSON object', '  exit code 1 where a chain is broken'],
    async run(args, output) {
      const { json } = readOptions(args, { json: { type: 'boolean' } });
      const verdicts = await verifyAll();
      if (json) output.print(JSON.stringify({ bureaus: verdicts }));
      else if (verdicts.length === 0) output.print('还没有任何局。 There is no bureau yet.');
      else for (const verdict of verdicts) output.print(lineOf(verdict));
      return verdicts.some(({ fault }) => fault) ? 1 : 0;
    },
  },
];
