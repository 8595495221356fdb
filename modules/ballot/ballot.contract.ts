import * as z from 'zod';
import { Day, Id, type Saying } from '#platform/contract/index.ts';

/** Base64url without padding. */
const B64 = z
  .string()
  .max(200_000)
  .regex(/^[\w-]*$/);
export const Hash = B64.length(43);
const Name = z.string().trim().min(1).max(60);

export const Role = z.enum(['OFFICE', 'WITNESS']);
export const Level = z.enum(['P1', 'P2']);
/** Length of the issuers' RSA keys: the specification's parameter, and its option. */
export const RsaBits = z.union([z.literal(2048), z.literal(3072)]);
export type RsaBits = z.output<typeof RsaBits>;
/** Bound into every token, hence plain. */
export const StratumId = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,39}$/)
  // Counts are kept by it in plain objects.
  .refine((id) => !(id in {}));
export const Count = z.int().min(0);
export const Counts = z.record(z.string(), Count);

export const Manifest = z.object({
  v: z.literal(1),
  pollId: Id,
  title: Name,
  level: Level,
  contentHash: Hash,
  strata: z.array(
    z.object({
      id: StratumId,
      label: Name,
      eligible: Count,
      issuerKeys: z.array(z.object({ role: Role, spki: B64, keyId: Hash })),
    }),
  ),
  signers: z.array(z.object({ by: Role, publicKey: Hash })),
  receiptKey: Hash,
  tally: z.object({
    kem: z.literal('X25519'),
    publicKey: Hash,
    trustees: z.array(z.string()),
    threshold: z.int(),
  }),
  payloadBytes: z.int(),
  ballotOrigin: z.string(),
  relay: z.string().optional(),
  issueFrom: Day,
  issueTo: Day,
  castFrom: Day,
  castTo: Day,
  rules: z.object({ k: z.int(), kText: z.int(), batch: z.int(), resubmit: z.boolean() }),
  clientHash: z.string(),
  eligibleListHash: Hash,
  prevManifest: Hash.optional(),
  companion: Hash.optional(),
});

export const SignedManifest = z.object({
  manifest: Manifest,
  hash: Hash,
  signatures: z.array(z.object({ by: Role, alg: z.literal('Ed25519'), sig: B64 })),
});

export const Ballot = z.object({
  pollId: Id,
  tokenId: Hash,
  stratum: StratumId,
  ballotPk: Hash,
  nonce: Hash,
  sigs: z.array(B64.max(1024)).min(1).max(2),
  version: z.int().min(1).max(5),
  enc: B64,
  sig: B64.length(86),
});

export const Receipt = z.object({
  pollId: Id,
  tokenId: Hash,
  version: z.int(),
  ballotId: Hash,
  serverSig: B64,
});

export const Bulletin = z.object({
  pollId: Id,
  manifestHash: Hash,
  issued: Counts,
  reissued: Count,
  cast: Counts,
  superseded: Count,
  entries: z.array(z.object({ tokenId: Hash, version: z.int(), ballotId: Hash })),
  merkleRoot: Hash,
  signatures: z.array(z.object({ by: z.literal('BOX'), alg: z.literal('Ed25519'), sig: B64 })),
});

/** Least number of eligible people in a stratum for its count of tokens to be shown. */
export const fewestForCounts = 10;
/** Days of the complaint window after the closing day, weekends among them: three working days at least. */
export const complaintDays = 5;
/** Days after the complaint window until nobody can look up any more who drew a token. */
export const issuanceDays = 30;
/** Days after the tally until sealed ballots and keys are gone as well. */
export const ballotDays = 365;
export const largestPayload = 100_000;

/** What a level keeps from whom, in the words that people read before they draw. */
export const levelWords: Readonly<Record<'P1' | 'P2', { name: Saying; keeps: Saying; leaves: Saying }>> = {
  P1: {
    name: { zh: '保密等级 P1：同一台服务器', en: 'Level P1: one server' },
    keeps: {
      zh: '领票时的签名是盲签：服务器里存下的任何东西，加上全部密钥，都算不出哪张票是谁的。票箱不记时间，只记日期，成批打乱后才写入，也不写访问日志。',
      en: 'Tokens are signed blindly: nothing the server stores, with all its keys, tells whose ballot is whose. The box notes no time but the day, writes shuffled batches, and logs no access.',
    },
    leaves: {
      zh: '挡不住的：管理员若改动程序或配置、并在您投票的当时盯着网络地址和时间，可能猜出是谁；票箱与其他数据同在一个数据库，它的事务日志在清除之前会留下写入的先后批次。小科室、文字口吻也可能露出身份。',
      en: 'Not kept out: an administrator who changes program or configuration and watches addresses and times while you vote may guess who you are; the box shares its database with the rest, whose write-ahead log tells the order of batches until it is recycled. Small groups and style of writing can give you away too.',
    },
  },
  P2: {
    name: { zh: '保密等级 P2：独立票箱', en: 'Level P2: a box of its own' },
    keeps: {
      zh: '在 P1 之上，票箱是单独的进程、端口和数据库，没有登录、没有 Cookie，数据库不做归档备份；答案封给计票钥，三位监督人中两位到场才能打开。',
      en: 'Beyond P1, the box is a process, port and database of its own, without sign-in or cookies, and its database is in no archive or backup; answers are sealed to a key that two of three trustees must open together.',
    },
    leaves: {
      zh: '挡不住的：有人改动程序、实时对照网络流量（事后可由程序校验值发现）；两个端口在同一台机器上，看得到网络地址的人仍可比对时间。小科室、文字口吻也可能露出身份。',
      en: 'Not kept out: somebody who tampers with the program and compares traffic as it flows (the program’s published hash shows it afterwards); both ports are on one machine, so whoever sees network addresses can still compare times. Small groups and style of writing can give you away too.',
    },
  },
};
