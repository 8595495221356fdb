/** What each kind of channel is sent: addresses, signatures and bodies as their makers document them. Titles and links only. */
import { createHash, createHmac } from 'node:crypto';

/** What a channel is told of itself; kept sealed. Robots that go by a keyword or an address have no secret. */
export type ChannelSecret =
  | { kind: 'wecom'; address: string }
  | { kind: 'dingtalk'; address: string; secret: string }
  | { kind: 'feishu'; address: string; secret: string }
  | { kind: 'webhook'; address: string; secret: string }
  | { kind: 'smtp'; host: string; port: number; user: string; password: string; from: string; to: string[] };

/** One line of a digest. */
export interface Told {
  text: string;
  /** Where it leads; empty where no public address is known. */
  link: string;
}

export interface Post {
  address: string;
  headers: Readonly<Record<string, string>>;
  body: string;
}

const hmac = (key: string, message: string): Buffer =>
  createHmac('sha256', key).update(message, 'utf8').digest();

/** DingTalk: the time in milliseconds and the secret, signed with the secret. */
export const dingtalkSign = (atMs: number, secret: string): string =>
  hmac(secret, `${atMs}\n${secret}`).toString('base64');

/** Feishu: an empty message, signed with the time in seconds and the secret. */
export const feishuSign = (atSeconds: number, secret: string): string =>
  hmac(`${atSeconds}\n${secret}`, '').toString('base64');

/** Generic webhook: `v1=` and the hexadecimal HMAC-SHA256 of time, a dot, and the body. */
export const webhookSign = (atSeconds: number, body: string, secret: string): string =>
  `v1=${hmac(secret, `${atSeconds}.${body}`).toString('hex')}`;

const json = { 'content-type': 'application/json; charset=utf-8' };

/** WeCom takes 4,096 bytes of markdown, DingTalk more; Feishu a request of 20 KB. */
const MOST_BYTES = 4096;
const MOST_BYTES_FEISHU = 18_000;

/** A heading, then a line each; lines that do not fit are counted. */
function fitted(heading: string, lines: readonly string[], most: number): string {
  let text = heading;
  for (const [at, line] of lines.entries()) {
    if (Buffer.byteLength(`${text}\n- ${line}`, 'utf8') > most - 40)
      return `${text}\n- 另有 ${lines.length - at} 条`;
    text += `\n- ${line}`;
  }
  return text;
}

/** A digest as markdown. */
export const digest = (heading: string, lines: readonly Told[]): string =>
  fitted(
    `### ${plain(heading)}`,
    lines.map(({ text, link }) => (link === '' ? plain(text) : `[${plain(text)}](${link})`)),
    MOST_BYTES,
  );

/** The name of one digest, a UUID: the same messages have the same, and a receiver that knows it need not take it again. */
export function deliveryOf(messageIds: readonly string[]): string {
  const hex = createHash('sha256').update(messageIds.join(' ')).digest('hex');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `a${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}

/** Words cannot become marks, links or mentions. */
const plain = (text: string): string =>
  text.replace(/[[\]()<>*_`#@\\\r\n]/g, (mark) => (mark < ' ' ? ' ' : `\\${mark}`));

/**
 * The request for one digest. `delivery` stays the same when the same digest is sent again.
 * Not for SMTP, which is no request.
 */
export function postOf(
  secret: Exclude<ChannelSecret, { kind: 'smtp' }>,
  digested: { heading: string; markdown: string; lines: readonly Told[] },
  { atMs, delivery }: { atMs: number; delivery: string },
): Post {
  const { heading, markdown, lines } = digested;
  const atSeconds = Math.floor(atMs / 1000);
  switch (secret.kind) {
    case 'wecom':
      return {
        address: secret.address,
        headers: json,
        body: JSON.stringify({ msgtype: 'markdown', markdown: { content: markdown } }),
      };
    case 'dingtalk': {
      const address = new URL(secret.address);
      if (secret.secret !== '') {
        address.searchParams.set('timestamp', String(atMs));
        address.searchParams.set('sign', dingtalkSign(atMs, secret.secret));
      }
      const body = JSON.stringify({ msgtype: 'markdown', markdown: { title: heading, text: markdown } });
      return { address: address.href, headers: json, body };
    }
    case 'feishu': {
      const text = fitted(
        heading,
        lines.map((line) => `${line.text} ${line.link}`.trim()),
        MOST_BYTES_FEISHU,
      );
      const signed = secret.secret !== '' && {
        timestamp: String(atSeconds),
        sign: feishuSign(atSeconds, secret.secret),
      };
      return {
        address: secret.address,
        headers: json,
        body: JSON.stringify({ ...signed, msg_type: 'text', content: { text } }),
      };
    }
    case 'webhook': {
      const body = JSON.stringify({ heading, lines });
      const headers = {
        ...json,
        'x-event': 'notice',
        'x-delivery': delivery,
        'x-timestamp': String(atSeconds),
        'x-signature': webhookSign(atSeconds, body, secret.secret),
      };
      return { address: secret.address, headers, body };
    }
  }
}

/** Robots answer 200 and say no in the body (`errcode`, `code`); null where all is well. */
export function refusedBy(kind: ChannelSecret['kind'], status: number, body: string): string | null {
  if (status < 200 || status >= 300) return `HTTP ${status}`;
  if (kind === 'webhook' || kind === 'smtp') return null;
  const code = /"(?:errcode|code|StatusCode)"\s*:\s*(-?\d+)/.exec(body)?.[1];
  return code === undefined || Number(code) === 0 ? null : `code ${code}`;
}

/** Hosts of the makers themselves; others must be named in the settings. */
const makersHosts: Readonly<Record<string, string>> = {
  wecom: 'qyapi.weixin.qq.com',
  dingtalk: 'oapi.dingtalk.com',
  feishu: 'open.feishu.cn',
};

/** Whether messages may go there: a request the server makes must not reach into the bureau's own network. */
export function isAllowedHost(secret: ChannelSecret, allowed: readonly string[]): boolean {
  if (secret.kind === 'smtp')
    return allowed.includes(secret.host) || allowed.includes(`${secret.host}:${secret.port}`);
  if (!URL.canParse(secret.address)) return false;
  const { protocol, host, hostname } = new URL(secret.address);
  if (protocol === 'https:' && host === makersHosts[secret.kind]) return true;
  return /^https?:$/.test(protocol) && (allowed.includes(host) || allowed.includes(hostname));
}

const MOST_ATTEMPTS = 8;

/** When to try again after so many failures, in milliseconds; null: never (dead). One minute, doubled each time. */
export const nextTryAfter = (attempts: number): number | null =>
  attempts >= MOST_ATTEMPTS ? null : 60_000 * 2 ** (attempts - 1);

/** Robots take twenty messages a minute. */
export const MOST_A_MINUTE = 20;

/** When the next message may go, given when the last ones went. Milliseconds since 1970. */
export function afterOthers(sentAtMs: readonly number[], now: number): number {
  const recent = sentAtMs.filter((at) => at > now - 60_000).toSorted((a, b) => a - b);
  return recent.length < MOST_A_MINUTE ? now : recent.at(-MOST_A_MINUTE)! + 60_000;
}
