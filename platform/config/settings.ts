import { isIP } from 'node:net';
import { resolve } from 'node:path';

import { allRefusals, startupRefusal, type StartupRefusal, type Words } from './startup-refusal.ts';

export const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** What Wenrong was told from outside; nothing else in the program reads the environment. */
export interface Config {
  /** Absolute path of the data folder. */
  dataFolder: string;
  /** 0 lets the system choose a free port. */
  port: number;
  host: string;
  /** `undefined` means the embedded PostgreSQL. */
  databaseUrl: string | undefined;
  /** Begins and ends with a slash. */
  basePath: string;
  logLevel: LogLevel;
  /** Of the separate ballot box; 0 lets the system choose. */
  ballotPort: number;
  /** Where browsers reach the box, e.g. behind a reverse proxy; empty: host and port. */
  ballotOrigin: string;
  /** Hosts, with or without a port, that messages may go to besides the makers of robots. */
  messageHosts: string[];
  /** Ends with a slash; empty where it is not known. */
  publicAddress: string;
}

/** What a reader gives back where the text is no good. */
class Expected {
  readonly words: Words;
  constructor(zh: string, en: string) {
    this.words = { zh, en };
  }
}

interface Setting<T> {
  name: string;
  meaning: Words;
  /** As one would write it; empty where unset means something of its own. */
  default: string;
  example: string;
  read(text: string): T | Expected;
  /** Hides passwords where the value is repeated to people. */
  shown?(text: string): string;
}

type SettingTable = { [K in keyof Config]: Setting<Config[K]> };

/** Every setting there is. `docs/settings.md` and `wenrong settings` are made from this table. */
export const SETTINGS: SettingTable = {
  dataFolder: {
    name: 'WENRONG_DATA',
    meaning: {
      zh: '数据文件夹：内置数据库、上传的文件、密钥',
      en: 'Data folder: the embedded database, uploaded files, keys',
    },
    default: './.data',
    example: '/srv/wenrong',
    read: (text) =>
      text.startsWith('~') || text.includes('\0')
        ? new Expected('文件夹的完整路径（不认 ~）', 'the full path of a folder (~ is not expanded)')
        : resolve(text),
  },
  port: {
    name: 'WENRONG_PORT',
    meaning: { zh: '监听的端口；0 由系统选一个空闲的', en: 'Port to listen on; 0 takes any free one' },
    default: '7030',
    example: '8080',
    read: readPort,
  },
  host: {
    name: 'WENRONG_HOST',
    meaning: {
      zh: '监听的地址；0.0.0.0 供其他机器访问',
      en: 'Address to listen on; 0.0.0.0 opens it to other machines',
    },
    default: '127.0.0.1',
    example: '0.0.0.0',
    read: (text) =>
      isIP(text) !== 0 || /^[a-z\d]([a-z\d-]*[a-z\d])?(\.[a-z\d]([a-z\d-]*[a-z\d])?)*$/i.test(text)
        ? text
        : new Expected('IP 地址或主机名', 'an IP address or a host name'),
  },
  databaseUrl: {
    name: 'DATABASE_URL',
    meaning: {
      zh: '外部 PostgreSQL（15 以上）；不设则用内置的',
      en: 'An external PostgreSQL (15 or later); unset uses the embedded one',
    },
    default: '',
    example: 'postgres://wenrong:secret@db.example:5432/wenrong',
    read: (text) => (text === '' ? undefined : readDatabaseUrl(text)),
    shown: (text) => text.replace(/(:\/\/[^:@/]*):.*@/, '$1:…@'),
  },
  basePath: {
    name: 'WENRONG_BASE_PATH',
    meaning: {
      zh: '网址中的前缀路径，在反向代理的子路径下使用时设置',
      en: 'Path that all addresses begin with, for use behind a reverse proxy',
    },
    default: '/',
    example: '/wenrong/',
    read: (text) =>
      /^\/([\w~-][\w.~-]*\/)*([\w~-][\w.~-]*)?$/.test(text)
        ? text.replace(/\/?$/, '/')
        : new Expected(
            '以 / 开头、由字母数字组成的路径',
            'a path of letters and digits that begins with a slash',
          ),
  },
  logLevel: {
    name: 'WENRONG_LOG',
    meaning: { zh: '日志的详细程度', en: 'How much is logged' },
    default: 'info',
    example: 'warn',
    read: (text) =>
      LOG_LEVELS.find((level) => level === text) ??
      new Expected(`${LOG_LEVELS.join('、')} 之一`, `one of ${LOG_LEVELS.join(', ')}`),
  },
  ballotPort: {
    name: 'WENRONG_BALLOT_PORT',
    meaning: {
      zh: '独立票箱（保密等级 P2）监听的端口；第一次用到时才启动',
      en: 'Port of the separate ballot box (level P2), which starts when it is first needed',
    },
    default: '7032',
    example: '8081',
    read: readPort,
  },
  ballotOrigin: {
    name: 'WENRONG_BALLOT_ORIGIN',
    meaning: {
      zh: '浏览器访问独立票箱的地址（在反向代理后面时设置）；不设则为监听的地址和端口',
      en: 'Address at which browsers reach the separate box, behind a reverse proxy; unset takes host and port',
    },
    default: '',
    example: 'https://ballot.example',
    read: (text) =>
      text === '' ||
      (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol) && new URL(text).origin === text)
        ? text
        : new Expected('协议加主机，末尾没有斜线', 'a scheme and a host, without a slash at the end'),
  },
  messageHosts: {
    name: 'WENRONG_MESSAGE_HOSTS',
    meaning: {
      zh: '除企业微信、钉钉、飞书外，群通知还可以发往哪些主机（邮件服务器、自建接口）',
      en: 'Hosts that messages to groups may go to besides WeCom, DingTalk and Feishu (mail server, own webhooks)',
    },
    default: '',
    example: 'mail.example,hooks.example:8443',
    read: readHosts,
  },
  publicAddress: {
    name: 'WENRONG_ADDRESS',
    meaning: {
      zh: '大家在浏览器里打开文融的网址；群通知中的链接以它开头，不设则不带链接',
      en: 'Address at which people open Wenrong; links in messages begin with it, unset sends none',
    },
    default: '',
    example: 'https://wenrong.example/',
    read: (text) =>
      text === '' || (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol))
        ? text && text.replace(/\/?$/, '/')
        : new Expected(
            '以 http:// 或 https:// 开头的网址',
            'an address that begins with http:// or https://',
          ),
  },
};

function readHosts(text: string): string[] | Expected {
  const hosts = text
    .split(',')
    .map((host) => host.trim())
    .filter((host) => host !== '');
  return hosts.every((host) => /^[\w.-]+(:\d{1,5})?$/.test(host))
    ? hosts
    : new Expected('用逗号分开的主机名，可带端口', 'host names, with or without a port, between commas');
}

function readPort(text: string): number | Expected {
  return /^\d{1,5}$/.test(text) && Number(text) <= 65535
    ? Number(text)
    : new Expected('0 到 65535 的整数', 'a whole number from 0 to 65535');
}

function readDatabaseUrl(text: string): string | Expected {
  const expected = new Expected(
    '含用户和库名的 PostgreSQL 地址',
    'a PostgreSQL address with a user and a database name',
  );
  if (!URL.canParse(text)) return expected;
  const { protocol, username, pathname } = new URL(text);
  const isPostgres = protocol === 'postgres:' || protocol === 'postgresql:';
  return isPostgres && username !== '' && pathname.length > 1 ? text : expected;
}

export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads and checks all settings. An empty variable counts as unset.
 * @throws StartupRefusal with one sentence for every wrong or unknown setting.
 */
export function readConfig(environment: Environment): Config {
  const refusals: StartupRefusal[] = unknownSettings(environment);
  const config: Partial<Record<keyof Config, unknown>> = {};
  for (const key of Object.keys(SETTINGS) as (keyof Config)[]) {
    const setting = SETTINGS[key];
    const value = environment[setting.name] || setting.default;
    const result = setting.read(value);
    if (result instanceof Expected) refusals.push(invalid(setting, value, result.words));
    else config[key] = result;
  }
  const { port, ballotPort } = config as Config;
  if (port !== undefined && port !== 0 && port === ballotPort)
    refusals.push(startupRefusal('config/one-port-twice', { port }));
  if (refusals.length > 0) throw allRefusals(refusals);
  return config as Config;
}

function invalid(setting: Setting<unknown>, value: string, expected: Words): StartupRefusal {
  const { name, example, shown = (text: string) => text } = setting;
  return startupRefusal('config/invalid', { name, value: shown(value), expected, example });
}

/** A misspelt name would otherwise be ignored in silence. */
function unknownSettings(environment: Environment): StartupRefusal[] {
  const known = Object.values(SETTINGS).map(({ name }) => name);
  return Object.keys(environment)
    .filter((name) => name.startsWith('WENRONG_') && !known.includes(name))
    .map((name) => startupRefusal('config/unknown', { name, nearest: nearest(name, known) }));
}

function nearest(name: string, known: readonly string[]): string {
  const shared = (other: string) =>
    [...new Set(name.slice(8))].filter((c) => other.slice(8).includes(c)).length;
  const unlike = (other: string) => Math.abs(other.length - name.length) - 2 * shared(other);
  return known.filter((n) => n.startsWith('WENRONG_')).sort((a, b) => unlike(a) - unlike(b))[0]!;
}

export const isOfThisMachine = (host: string): boolean => /^(localhost|127\.|\[?::1\]?$)/.test(host);

/** What to say where other machines are served and their browsers could not find the ballot box; else null. */
export function ballotWarning({
  host,
  publicAddress,
  ballotOrigin,
}: Pick<Config, 'host' | 'publicAddress' | 'ballotOrigin'>): Words | null {
  const isServedElsewhere = !isOfThisMachine(publicAddress ? new URL(publicAddress).hostname : host);
  if (ballotOrigin !== '' || !isServedElsewhere) return null;
  return {
    zh: '注意：没有设置 WENRONG_BALLOT_ORIGIN，别的机器上的浏览器找不到独立票箱，保密等级 P2 的调查收不到票。',
    en: 'Note: WENRONG_BALLOT_ORIGIN is not set; browsers on other machines cannot find the separate ballot box, and surveys of level P2 would get no ballots.',
  };
}

/** What to say where passwords would cross the network in clear; null where only this machine is served. */
export function openNetworkWarning({ host }: Pick<Config, 'host'>): Words | null {
  if (isOfThisMachine(host)) return null;
  return {
    zh: `注意：${host} 上是不加密的 HTTP，密码会明文经过网络。请在前面放一个 HTTPS 反向代理，只让它访问这里。`,
    en: `Note: ${host} speaks plain HTTP, and passwords would cross the network in clear. Put an HTTPS reverse proxy in front and let it alone reach this port.`,
  };
}
