/** Whose turn it is, in words; pure. */
import { fillBoth, type Saying } from '#platform/contract/index.ts';
import type { NextStep, SurveyPhase } from './survey-life.contract.ts';

/** What the next step is decided from. Nothing in it tells who drew or answered. */
export interface Standing {
  phase: SurveyPhase;
  dates: { issueFrom: string; issueTo: string; castFrom: string; castTo: string };
  keepers: readonly { name: string; hasKeys: boolean; hasSigned: boolean; unlocked: boolean }[];
  trustees: readonly { name: string; confirmed: boolean; gaveShare: boolean }[];
  hasTallyKey: boolean;
  complaintsUntil: string | null;
  nOpenComplaints: number;
  witness: string;
}

const step = (
  who: NextStep['who'],
  text: Saying,
  { names = [], dueOn = null }: { names?: readonly string[]; dueOn?: string | null } = {},
): NextStep => ({ who, text, names: [...names], dueOn });

/** Null where nothing is left to do. */
export function nextStep(at: Standing): NextStep | null {
  const { issueFrom, issueTo, castFrom, castTo } = at.dates;
  switch (at.phase) {
    case 'draft':
      return step('checker', words.check, { dueOn: issueFrom });
    case 'keys':
      return keyStep(at);
    case 'signed':
      return step('office', words.post, { dueOn: issueFrom });
    case 'draw':
      return lockedStep(at) ?? step('everyone', words.draw, { dueOn: issueTo });
    case 'wait':
      return step('everyone', words.wait, { dueOn: castFrom });
    case 'cast':
      return step('everyone', words.cast, { dueOn: castTo });
    case 'ended':
      return step('office', words.close);
    case 'complaints':
      return complaintStep(at) ?? step('everyone', words.check2, { dueOn: at.complaintsUntil });
    case 'countable':
      return complaintStep(at) ?? openStep(at);
    default:
      return null;
  }
}

function keyStep({ keepers, hasTallyKey, trustees, dates }: Standing): NextStep {
  const dueOn = dates.issueFrom;
  const without = keepers.filter(({ hasKeys }) => !hasKeys).map(({ name }) => name);
  if (without.length > 0) return step('keepers', words.keys, { names: without, dueOn });
  if (!hasTallyKey)
    return step('trustees', words.tallyKey, { names: trustees.map(({ name }) => name), dueOn });
  const unconfirmed = trustees.filter(({ confirmed }) => !confirmed).map(({ name }) => name);
  if (unconfirmed.length > 0) return step('trustees', words.confirm, { names: unconfirmed, dueOn });
  const unsigned = keepers.filter(({ hasSigned }) => !hasSigned).map(({ name }) => name);
  return step('keepers', words.sign, { names: unsigned, dueOn });
}

function lockedStep({ keepers, dates }: Standing): NextStep | null {
  const locked = keepers.filter(({ unlocked }) => !unlocked).map(({ name }) => name);
  return locked.length === 0 ? null : step('keepers', words.unlock, { names: locked, dueOn: dates.issueTo });
}

const complaintStep = ({ nOpenComplaints, witness, complaintsUntil }: Standing): NextStep | null =>
  nOpenComplaints === 0
    ? null
    : step('keepers', fillBoth(words.answer, { n: nOpenComplaints }), {
        names: [witness],
        dueOn: complaintsUntil,
      });

function openStep({ trustees }: Standing): NextStep {
  const given = trustees.filter(({ gaveShare }) => gaveShare).length;
  const names = trustees.filter(({ gaveShare }) => !gaveShare).map(({ name }) => name);
  return given >= 2
    ? step('trustees', words.open)
    : step('trustees', fillBoth(words.share, { given }), { names });
}

const words = {
  check: { zh: '请起草人以外的人复核', en: 'Somebody other than the drafter checks it' },
  keys: { zh: '请保管人各自生成发票钥', en: 'Each keeper makes their issuer keys' },
  tallyKey: { zh: '请监督人到齐，生成并分存计票钥', en: 'The trustees meet to make and share the tally key' },
  confirm: {
    zh: '请监督人各自确认收到分存钥',
    en: 'Each trustee confirms to hold the own share',
  },
  sign: { zh: '请保管人核对后签署清单', en: 'The keepers check and sign the manifest' },
  post: {
    zh: '请打印通知张贴，上面有清单的校验值',
    en: 'Print and post the notice with the manifest’s hash',
  },
  unlock: {
    zh: '请保管人解锁发票钥，否则领不了票',
    en: 'The keepers unlock their keys: no token is drawn before',
  },
  draw: { zh: '请全体职工领票', en: 'Everybody draws a token' },
  wait: { zh: '领票已结束，等待投票的日子', en: 'Drawing is over; casting has not begun' },
  cast: { zh: '请全体职工填答投票', en: 'Everybody answers and casts' },
  close: { zh: '投票已结束，请关箱并公布公告', en: 'Casting is over: shut the box and publish the bulletin' },
  check2: { zh: '请各自查票，有问题凭回执申诉', en: 'Check your receipt; complain with it' },
  answer: { zh: '有 {n} 件申诉等见证人答复', en: '{n} complaints wait for the witness' },
  share: {
    zh: '请监督人交出分存钥（已有 {given} 位，需两位）',
    en: 'Trustees give their shares ({given} of two)',
  },
  open: { zh: '两位监督人已到，可以开箱', en: 'Two trustees are there: the box can be opened' },
} as const satisfies Record<string, Saying>;
