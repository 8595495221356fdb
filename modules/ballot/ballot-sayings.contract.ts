/** What the ledger says of a poll, and why something was refused. */
import * as z from 'zod';
import { facts, refusals } from '#platform/contract/index.ts';
import { Level, Role, Counts, Count } from './ballot.contract.ts';

const nothing = z.object({});
const counted = z.object({ byStratum: Counts });

export const ballotFacts = facts({
  'ballot/prepared': {
    zh: '票选已建立，名单已冻结',
    en: 'A poll was prepared and its list of the eligible frozen',
    data: z.object({ title: z.string(), level: Level, eligibleListHash: z.string() }),
  },
  'ballot/keys-made': {
    zh: '发票钥已生成',
    en: 'Issuer keys were made',
    data: z.object({ role: Role, keyIds: z.array(z.string()) }),
  },
  'ballot/tally-key-made': {
    zh: '计票钥已分存',
    en: 'The tally key was shared out',
    data: z.object({ publicKey: z.string(), trustees: z.array(z.string()) }),
  },
  'ballot/share-confirmed': {
    zh: '{trustee} 已确认收到自己的一份分存钥',
    en: '{trustee} confirmed to hold the own share of the tally key',
    data: z.object({ trustee: z.string() }),
  },
  'ballot/signed': {
    zh: '清单已签署',
    en: 'The manifest was signed',
    data: z.object({ role: Role, hash: z.string() }),
  },
  'ballot/unlocked': { zh: '发票钥已解锁', en: 'Issuer keys were unlocked', data: z.object({ role: Role }) },
  'ballot/locked': { zh: '发票钥已锁上', en: 'Issuer keys were locked', data: z.object({ role: Role }) },
  'ballot/issued': { zh: '当日发票数已公布', en: 'The day’s count of tokens was published', data: counted },
  'ballot/reissue-allowed': {
    zh: '已同意补发一张票',
    en: 'One token was allowed to be issued anew',
    data: nothing,
  },
  'ballot/closed': {
    zh: '票箱已关闭，公告已发布，发票钥已销毁',
    en: 'The box was closed, its bulletin published and the issuer keys destroyed',
    data: z.object({ nCast: Count, merkleRoot: z.string() }),
  },
  'ballot/tallied': {
    zh: '已由两位监督人开箱计票',
    en: 'Two trustees opened the box',
    data: z.object({ nOpened: Count, nForged: Count, nUnreadable: Count, merkleRoot: z.string() }),
  },
  'ballot/issuance-destroyed': {
    zh: '领票记录已销毁',
    en: 'The record of who drew a token was destroyed',
    data: nothing,
  },
  'ballot/destroyed': {
    zh: '密封的选票和密钥已销毁',
    en: 'Sealed ballots and keys were destroyed',
    data: z.object({ nBallots: Count }),
  },
});

export const ballotRefusals = refusals({
  'ballot/no-poll': { status: 404, zh: '没有找到这次票选。', en: 'This poll was not found.' },
  'ballot/no-person': {
    status: 409,
    zh: '您的账号没有对应花名册上的人，不能领票。请系统管理员关联后再试。',
    en: 'Your account belongs to nobody on the roster. Ask the system administrator to link it.',
  },
  'ballot/bad-plan': {
    status: 422,
    zh: '票选的安排不成立：{why}。',
    en: 'This poll cannot be held: {why}.',
  },
  'ballot/wrong-stage': {
    status: 409,
    zh: '票选现在处于“{stage}”，不能这样做。',
    en: 'The poll is at “{stage}”; this cannot be done now.',
  },
  'ballot/not-keeper': {
    status: 403,
    zh: '只有指定的保管人可以这样做。',
    en: 'Only the person named for it may do this.',
  },
  'ballot/not-trustee': {
    status: 403,
    zh: '您不是这次票选的监督人。',
    en: 'You are no trustee of this poll.',
  },
  'ballot/keys-exist': {
    status: 409,
    zh: '这份发票钥已经生成，不能再换。',
    en: 'These keys exist already and cannot be changed.',
  },
  'ballot/passphrase-short': {
    status: 422,
    zh: '口令至少 {least} 个字。',
    en: 'A passphrase has at least {least} characters.',
  },
  'ballot/wrong-passphrase': { status: 403, zh: '口令不对。', en: 'The passphrase is wrong.' },
  'ballot/keys-locked': {
    status: 423,
    zh: '发票钥没有都解锁，请在领票时间再来。',
    en: 'The issuer keys are not both unlocked; come back in drawing hours.',
  },
  'ballot/no-box': {
    status: 503,
    zh: '独立票箱没有运行，请稍后再试；票还在您手里。',
    en: 'The separate box does not run; try again later. You still have your ballot.',
  },
  'ballot/not-counted': {
    status: 409,
    zh: '票箱还没有关闭，公告还没有发布。',
    en: 'The box is not shut yet; there is no bulletin.',
  },
  'ballot/companion-unsigned': {
    status: 409,
    zh: '同时投的另一个票箱的清单要先签署，这份清单里才能写明它。',
    en: 'The manifest of the poll that is cast beside this one is signed first, for this one names it.',
  },
  'ballot/not-eligible': {
    status: 403,
    zh: '您不在这次票选的名单上。',
    en: 'You are not on the list of this poll.',
  },
  'ballot/not-drawing': {
    status: 409,
    zh: '现在不是领票时间（{from} 至 {to}）。',
    en: 'Tokens are drawn from {from} to {to}.',
  },
  'ballot/drawn': {
    status: 409,
    zh: '您已经领过票了。换一台设备请用导出的二维码或文件。',
    en: 'You have drawn your token already. For another device, use the exported code or file.',
  },
  'ballot/bad-blinding': {
    status: 422,
    zh: '领票请求不完整，请重试。',
    en: 'The request for a token is malformed; try again.',
  },
  'ballot/not-casting': {
    status: 409,
    zh: '现在不是投票时间（{from} 至 {to}）。',
    en: 'Ballots are taken from {from} to {to}.',
  },
  'ballot/malformed': {
    status: 422,
    zh: '选票格式不对，没有收下。',
    en: 'The ballot is malformed and was not taken.',
  },
  'ballot/wrong-size': {
    status: 413,
    zh: '选票的长度不对，没有收下。',
    en: 'The ballot has the wrong size and was not taken.',
  },
  'ballot/wrong-stratum': {
    status: 422,
    zh: '这次票选没有这个分组，没有收下。',
    en: 'This poll has no such stratum; the ballot was not taken.',
  },
  'ballot/forged': {
    status: 403,
    zh: '票不是这次票选为这个分组签发的，没有收下。',
    en: 'The token was not issued by this poll for this stratum; the ballot was not taken.',
  },
  'ballot/bad-signature': {
    status: 403,
    zh: '选票上的签名不对，没有收下。',
    en: 'The signature on the ballot does not hold; it was not taken.',
  },
  'ballot/replayed': {
    status: 409,
    zh: '这一版没有收：票箱里已有这张票的第 {last} 版（最多 {most} 版）。',
    en: 'This version was not taken: the box has version {last} of this ballot ({most} at most).',
    // Whoever is told has proved to hold the token: the box looks at versions after signatures.
    tells: ['last'],
  },
  'ballot/no-resubmission': {
    status: 409,
    zh: '这次票选投出后不能再改。',
    en: 'In this poll a ballot cannot be replaced.',
  },
  'ballot/bad-shares': {
    status: 422,
    zh: '交来的分存钥里没有两份能一起打开票箱，请各自核对。',
    en: 'No two of the shares that were given open the box together; check them.',
  },
  'ballot/wrong-share': {
    status: 422,
    zh: '这不是分给您的那一份分存钥，请核对后再交。',
    en: 'This is not the share that was made for you; check it and try again.',
  },
  'ballot/share-given': {
    status: 409,
    zh: '这一份分存钥已由另一位监督人交来；每位交自己的一份。',
    en: 'Another trustee has given this share already; each gives the own one.',
  },
  'ballot/shares-unconfirmed': {
    status: 409,
    zh: '还有监督人没有确认收到自己的一份分存钥：{names}。确认以后才能签署。',
    en: 'These trustees have not confirmed to hold their share: {names}. Nothing is signed before.',
  },
  'ballot/keys-incomplete': {
    status: 409,
    zh: '钥匙还没有备齐，不能签署。',
    en: 'Not all keys are there; nothing can be signed yet.',
  },
  'ballot/few-shares': {
    status: 409,
    zh: '开箱要有 {least} 位监督人交出分存钥，现在有 {n} 位。',
    en: 'Opening the box takes the shares of {least} trustees; {n} have given theirs.',
  },
  'ballot/no-such-person': {
    status: 422,
    zh: '指定的保管人或监督人不在花名册上。',
    en: 'A keeper or trustee that was named is not on the roster.',
  },
  'ballot/complaints-open': {
    status: 409,
    zh: '申诉期到 {until} 为止，之后才能开箱。',
    en: 'Complaints are taken until {until}; the box is opened afterwards.',
  },
  'ballot/not-due': {
    status: 409,
    zh: '还没有到销毁的日子（{on}）。',
    en: 'It is not yet the day of destruction ({on}).',
  },
  'ballot/no-origin': {
    status: 409,
    zh: '大家从别的机器上打开文融，但独立票箱（保密等级 P2）还没有对外的地址，签署以后票就投不进去。请系统管理员设好 WENRONG_BALLOT_ORIGIN 并重启，或改用等级 P1。',
    en: 'People open Wenrong from other machines, but the separate ballot box (level P2) has no address for them, and once signed no ballot could reach it. Have the system administrator set WENRONG_BALLOT_ORIGIN and start again, or choose level P1.',
  },
});
