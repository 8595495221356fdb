import { t } from './words.ts';

/** Codes that robots, the mail server and our own request give, as their makers document them. */
const reasons = {
  seal: 'why.seal',
  host: 'why.host',
  'code 310000': 'why.signature', // DingTalk: signature, keyword or address
  'code 19021': 'why.signature', // Feishu: signature
  'code 19022': 'why.signature', // Feishu: address
  'code 19024': 'why.signature', // Feishu: keyword
  'code 45009': 'why.often', // WeCom
  'code 130101': 'why.often', // DingTalk
  'code 11232': 'why.often', // Feishu
  'HTTP 429': 'why.often',
  'code 93000': 'why.address', // WeCom
  'code 300001': 'why.address', // DingTalk
  'code 19001': 'why.address', // Feishu
  'HTTP 404': 'why.address',
  EAUTH: 'why.mail',
  ESOCKET: 'why.away',
  ECONNECTION: 'why.away',
  EDNS: 'why.away',
  TypeError: 'why.away',
  ETIMEDOUT: 'why.slow',
  TimeoutError: 'why.slow',
} as const;

/** Why a message did not go, in words; what nobody knows stands as it was answered. */
export function failureWords(why: string): string {
  const known = Object.hasOwn(reasons, why) ? reasons[why as keyof typeof reasons] : null;
  return known ? t(known) : t('why.other', { why });
}
