/** Checking a survey's bulletin and one's own receipt without any server. Runs in one HTML file, from a memory stick. */
import {
  checkReceipt,
  faultsOf,
  inclusionOf,
  isCompanion,
  provesInclusion,
  whyNotManifest,
  type Bulletin,
  type BulletinFault,
  type Receipt,
  type ReceiptCheck,
  type SignedManifest,
} from '#engines/ballots/index.ts';

export interface BulletinFile {
  v: 1;
  title: string;
  polls: { of: 'ratings' | 'texts'; manifest: SignedManifest; bulletin: Bulletin }[];
}

export interface Finding {
  good: boolean;
  zh: string;
  en: string;
}

/** What somebody copied from the printed notice and bulletin; empty: not compared. */
export interface Printed {
  hash: string;
  root: string;
  /** Root of the texts' list. */
  textRoot: string;
}

const finding = (good: boolean, zh: string, en: string): Finding => ({ good, zh, en });

/** Everything that can be said about the two files; the first finding that is not good is the one to act on. */
export async function verify(
  { polls }: BulletinFile,
  receipts: readonly Receipt[],
  printed: Printed,
): Promise<Finding[]> {
  const found: Finding[] = [];
  for (const [at, poll] of polls.entries()) {
    const called = names[poll.of];
    found.push(await manifestFinding(poll.manifest, at === 0 ? printed.hash : '', called));
    found.push(...(await bulletinFindings(poll, at === 0 ? printed.root : printed.textRoot, called)));
    for (const receipt of receipts.filter(({ pollId }) => pollId === poll.manifest.manifest.pollId))
      found.push(await receiptFinding(receipt, poll, called));
  }
  if (polls[0]) found.push(...companionFindings(polls[0].manifest, polls[1]?.manifest ?? null));
  const known = polls.map(({ manifest }) => manifest.manifest.pollId);
  const strange = receipts.filter(({ pollId }) => !known.includes(pollId)).length;
  if (strange > 0)
    found.push(
      finding(false, `有 ${strange} 张回执不是这次调查的。`, `${strange} receipts are of another survey.`),
    );
  return found;
}

interface Called {
  zh: string;
  en: string;
}

const names: Record<'ratings' | 'texts', Called> = {
  ratings: { zh: '评分票', en: 'Ratings' },
  texts: { zh: '文字票', en: 'Texts' },
};

async function manifestFinding(signed: SignedManifest, hash: string, { zh, en }: Called): Promise<Finding> {
  const fault = await whyNotManifest(signed, hash.trim() || undefined);
  if (fault === 'pinned')
    return finding(false, `${zh}：清单与通知上的校验值不一致。`, `${en}: not the manifest of the notice.`);
  if (fault)
    return finding(false, `${zh}：清单的签名不成立。`, `${en}: the manifest’s signatures do not hold.`);
  const compared = hash.trim() ? ['，与通知一致', ', and is the one of the notice'] : ['', ''];
  return finding(
    true,
    `${zh}：清单由办公室和见证人签署${compared[0]}。`,
    `${en}: the manifest is signed by office and witness${compared[1]}.`,
  );
}

/** What the notice's hash vouches for: by itself a manifest is as good as whoever made its keys. */
function companionFindings(ratings: SignedManifest, texts: SignedManifest | null): Finding[] {
  if (!isCompanion(ratings, texts))
    return [
      finding(
        false,
        '文字票：清单不是评分票清单里写明的那一份。',
        'Texts: not the manifest that the manifest of ratings names.',
      ),
    ];
  if (texts === null) return [];
  return [
    finding(
      true,
      '文字票：清单就是评分票清单里写明的那一份。',
      'Texts: the manifest is the one that the manifest of ratings names.',
    ),
  ];
}

const faultWords: Record<BulletinFault, Called> = {
  manifest: { zh: '公告不属于这份清单', en: 'it belongs to another manifest' },
  signature: { zh: '票箱的签名不成立', en: 'the box’s signature does not hold' },
  order: { zh: '票号的顺序不对', en: 'entries are out of order' },
  'token-twice': { zh: '同一张票出现两次', en: 'one token is there twice' },
  root: { zh: '根值算出来不同', en: 'its root is another one' },
  counts: { zh: '总数与条目不符', en: 'counts and entries differ' },
  'too-many-cast': { zh: '投的票多于发的票', en: 'more were cast than issued' },
  'too-many-issued': { zh: '发的票多于名单', en: 'more were issued than eligible' },
};

async function bulletinFindings(
  { bulletin, manifest }: BulletinFile['polls'][number],
  root: string,
  { zh, en }: Called,
): Promise<Finding[]> {
  const faults = await faultsOf(bulletin, manifest);
  const found = faults.map((fault) =>
    finding(false, `${zh}：${faultWords[fault].zh}。`, `${en}: ${faultWords[fault].en}.`),
  );
  if (root.trim() !== '' && root.trim() !== bulletin.merkleRoot)
    found.push(finding(false, `${zh}：根值与张贴的不一致。`, `${en}: the root is not the one posted.`));
  if (found.length > 0) return found;
  const n = bulletin.entries.length;
  const issued = Object.values(bulletin.issued).reduce((sum, one) => sum + one, 0);
  return [
    finding(
      true,
      `${zh}：公告完好，发票 ${issued}（补发 ${bulletin.reissued}），收到 ${n} 张。`,
      `${en}: the bulletin is sound; ${issued} issued (${bulletin.reissued} anew), ${n} in the box.`,
    ),
  ];
}

const receiptWords: Record<ReceiptCheck, Called> = {
  included: { zh: '您的票在公告里，一字未动。', en: 'your ballot is in the bulletin, unchanged.' },
  superseded: { zh: '您后来又投过，公告里是后来的一版。', en: 'the bulletin holds your later ballot.' },
  missing: {
    zh: '公告里没有您的票；回执是真的，可以凭它申诉。',
    en: 'your ballot is not there; the receipt is genuine and proves it.',
  },
  replaced: {
    zh: '公告里是另一张内容；回执是真的，可以凭它申诉。',
    en: 'something else stands in its place; the receipt is genuine and proves it.',
  },
  'not-genuine': { zh: '这不是票箱签发的回执。', en: 'this is no receipt of the box.' },
};

async function receiptFinding(
  receipt: Receipt,
  { bulletin, manifest }: BulletinFile['polls'][number],
  { zh, en }: Called,
): Promise<Finding> {
  const check = checkReceipt(receipt, bulletin, manifest);
  const proof = await inclusionOf(bulletin, receipt.ballotId);
  const proved = proof !== null && (await provesInclusion(receipt.ballotId, proof, bulletin.merkleRoot));
  const good = check === 'superseded' || (check === 'included' && proved);
  return finding(good, `${zh}：${receiptWords[check].zh}`, `${en}: ${receiptWords[check].en}`);
}
