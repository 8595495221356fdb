/** Stubs of the world outside: a robot that checks signatures and its limit as its makers document, and a mail server. */
import { createServer as createHttp, type IncomingMessage, type Server } from 'node:http';
import { createServer as createTcp, type AddressInfo } from 'node:net';
import { dingtalkSign, feishuSign, webhookSign } from './message.rules.ts';

export interface Received {
  path: string;
  /** With its question mark; empty where there is none. */
  query: string;
  headers: IncomingMessage['headers'];
  body: string;
  /** By the receiver's clock, milliseconds. */
  at: number;
}

export interface Receiver {
  address: string;
  port: number;
  received: Received[];
  /** Answers this status to everything from now on; null: as usual. */
  fail(status: number | null): void;
  close(): Promise<void>;
}

const portOf = (server: { address(): unknown }): number => (server.address() as AddressInfo).port;

/** What each robot answers to a wrong signature, as HTTP 200 with a code in the body. */
const wrong = { dingtalk: '{"errcode":310000}', feishu: '{"code":19021}', webhook: '' } as const;

/** Twenty a minute, as the makers count them. */
const mostAMinute = 20;
const tooOften = '{"errcode":45009,"errmsg":"reach max api daily quota limit"}';

/** DingTalk takes what was signed within the hour; so do the others here. */
const isOfNow = (atMs: number): boolean => Math.abs(Date.now() - atMs) < 3_600_000;

function check(
  path: string,
  url: URL,
  body: string,
  headers: IncomingMessage['headers'],
  secret: string,
): string | null {
  if (path === '/dingtalk') {
    const at = Number(url.searchParams.get('timestamp'));
    const right = url.searchParams.get('sign') === dingtalkSign(at, secret) && isOfNow(at);
    return right ? '{"errcode":0}' : wrong.dingtalk;
  }
  if (path === '/feishu') {
    const { timestamp, sign } = JSON.parse(body) as { timestamp: string; sign: string };
    const right = sign === feishuSign(Number(timestamp), secret) && isOfNow(Number(timestamp) * 1000);
    return right ? '{"code":0}' : wrong.feishu;
  }
  if (path === '/webhook')
    return headers['x-signature'] === webhookSign(Number(headers['x-timestamp']), body, secret) ? '' : null;
  return '{"errcode":0,"errmsg":"ok"}';
}

/** `now`: its clock, by which it counts how often it is told. */
export async function openRobot(secret: string, now: () => number = Date.now): Promise<Receiver> {
  const received: Received[] = [];
  let failing: number | null = null;
  const isOften = (): boolean =>
    received.filter(({ at }) => at > received.at(-1)!.at - 60_000).length > mostAMinute;
  const server: Server = createHttp((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      const url = new URL(request.url!, 'http://x');
      received.push({ path: url.pathname, query: url.search, headers: request.headers, body, at: now() });
      const reply = isOften() ? tooOften : check(url.pathname, url, body, request.headers, secret);
      response.statusCode = failing ?? (reply === null ? 401 : 200);
      response.end(reply ?? '');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const port = portOf(server);
  return {
    address: `http://127.0.0.1:${port}`,
    port,
    received,
    fail: (status) => {
      failing = status;
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

/** Takes any mail; keeps what was said after DATA. */
export async function openMailServer(): Promise<{ port: number; mails: string[]; close(): Promise<void> }> {
  const mails: string[] = [];
  const server = createTcp((socket) => {
    let data: string | null = null;
    socket.write('220 stub\r\n');
    socket.on('data', (chunk) => {
      for (const line of chunk.toString().split('\r\n').slice(0, -1)) {
        if (data !== null && line !== '.') data += `${line}\n`;
        else if (data !== null) {
          mails.push(data);
          data = null;
          socket.write('250 kept\r\n');
        } else if (line === 'DATA') {
          data = '';
          socket.write('354 go on\r\n');
        } else socket.write(line === 'QUIT' ? '221 bye\r\n' : '250 ok\r\n');
      }
    });
    socket.on('error', () => undefined);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: portOf(server),
    mails,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
