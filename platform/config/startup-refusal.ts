/** A sentence in the two languages of the program. */
export interface Words {
  zh: string;
  en: string;
}

/** Where a server listens, and the setting that chooses the port. */
interface ListenPlace {
  host: string;
  port: number;
  setting: 'WENRONG_PORT' | 'WENRONG_BALLOT_PORT';
}

/**
 * Everything that can keep Wenrong from starting, each with one sentence that
 * says what to do. These are spoken before any word catalogue, session or page
 * exists, hence their own small table.
 */
const SENTENCES = {
  'config/invalid': (f: { name: string; value: string; expected: Words; example: string }): Words => ({
    zh: `设置 ${f.name} 的值“${f.value}”不对：应为${f.expected.zh}，例如 ${f.example}。`,
    en: `Setting ${f.name} is "${f.value}": it must be ${f.expected.en}, for example ${f.example}.`,
  }),
  'config/unknown': (f: { name: string; nearest: string }): Words => ({
    zh: `没有名为 ${f.name} 的设置：请删去它，或改为 ${f.nearest}。`,
    en: `There is no setting ${f.name}: remove it, or did you mean ${f.nearest}?`,
  }),
  'config/one-port-twice': (f: { port: number }): Words => ({
    zh: `WENRONG_PORT 与 WENRONG_BALLOT_PORT 都是 ${f.port}：独立票箱要有自己的端口，请改其中一个。`,
    en: `WENRONG_PORT and WENRONG_BALLOT_PORT are both ${f.port}: the ballot box needs a port of its own, change one of them.`,
  }),
  'start/port-busy': (f: ListenPlace): Words => ({
    zh: `${f.host} 的端口 ${f.port} 已被别的程序占用：请停止那个程序，或用 ${f.setting} 另选一个端口。`,
    en: `Port ${f.port} on ${f.host} is in use by another program: stop that program, or choose another port with ${f.setting}.`,
  }),
  'start/port-forbidden': (f: ListenPlace): Words => ({
    zh: `当前用户不得使用 ${f.host} 的端口 ${f.port}：请用 ${f.setting} 选 1024 以上的端口。`,
    en: `This user may not open port ${f.port} on ${f.host}: choose a port above 1024 with ${f.setting}.`,
  }),
  'start/host-not-here': (f: { host: string }): Words => ({
    zh: `地址 ${f.host} 不属于这台机器：请把 WENRONG_HOST 改为本机地址，例如 127.0.0.1 或 0.0.0.0。`,
    en: `Address ${f.host} does not belong to this machine: set WENRONG_HOST to one that does, for example 127.0.0.1 or 0.0.0.0.`,
  }),
  'data/not-a-folder': (f: { path: string }): Words => ({
    zh: `数据文件夹 ${f.path} 处是一个文件：请把 WENRONG_DATA 改为一个文件夹。`,
    en: `The data folder ${f.path} is, or lies under, a file: set WENRONG_DATA to a folder.`,
  }),
  'data/foreign': (f: { path: string; entry: string }): Words => ({
    zh: `${f.path} 里有不属于文融的内容（如 ${f.entry}）：请把 WENRONG_DATA 改为空文件夹或已有的文融数据文件夹。`,
    en: `${f.path} holds things that are not Wenrong's (such as ${f.entry}): set WENRONG_DATA to an empty folder or to an existing Wenrong data folder.`,
  }),
  'data/unwritable': (f: { path: string; reason: string }): Words => ({
    zh: `当前用户不能写入数据文件夹 ${f.path}（${f.reason}）：请修改它的权限，或用 WENRONG_DATA 另选文件夹。`,
    en: `This user cannot write to the data folder ${f.path} (${f.reason}): change its permissions, or choose another with WENRONG_DATA.`,
  }),
  'data/full': (f: { path: string; freeMb: number; needMb: number }): Words => ({
    zh: `数据文件夹 ${f.path} 所在的磁盘已满（剩余 ${f.freeMb} MB，至少需要 ${f.needMb} MB）：请腾出空间后再启动，已有数据未受影响。`,
    en: `The disk of the data folder ${f.path} is full (${f.freeMb} MB left, at least ${f.needMb} MB needed): make room and start again; what is stored is untouched.`,
  }),
  'data/in-use': (f: { path: string; pid: number }): Words => ({
    zh: `数据文件夹 ${f.path} 正被另一个文融（进程 ${f.pid}）使用：请先停止它，或用 WENRONG_DATA 另选文件夹。`,
    en: `The data folder ${f.path} is in use by another Wenrong (process ${f.pid}): stop that one, or choose another folder with WENRONG_DATA.`,
  }),
  'data/newer': (f: { path: string; found: string; known: number }): Words => ({
    zh: `数据文件夹 ${f.path} 由更新版本的文融写成（格式 ${f.found}，本程序只认得 ${f.known}）：请改用那个版本，数据未作任何改动。`,
    en: `The data folder ${f.path} was written by a newer version of Wenrong (format ${f.found}, this program knows ${f.known}): use that version; nothing was changed.`,
  }),
  'database/newer': (f: { migration: string }): Words => ({
    zh: `数据库由更新版本的文融写成（含本程序不认得的迁移 ${f.migration}）：请改用那个版本，数据未作任何改动。`,
    en: `The database was written by a newer version of Wenrong (it holds migration ${f.migration}, unknown here): use that version; nothing was changed.`,
  }),
  'database/migration-changed': (f: { migration: string }): Words => ({
    zh: `迁移文件 ${f.migration} 在执行之后被改动：请恢复原文件，新的改动写成新的迁移。`,
    en: `Migration ${f.migration} was changed after it ran: restore the file, and put the change into a new migration.`,
  }),
  'database/migration-failed': (f: { migration: string; reason: string }): Words => ({
    zh: `迁移 ${f.migration} 没有成功，已全部撤回（${f.reason}）。`,
    en: `Migration ${f.migration} failed and was rolled back (${f.reason}).`,
  }),
  'database/unreachable': (f: { where: string; reason: string }): Words => ({
    zh: `连不上 DATABASE_URL 所指的数据库 ${f.where}（${f.reason}）：请确认它已启动，地址、用户和密码无误。`,
    en: `Cannot reach the database ${f.where} named by DATABASE_URL (${f.reason}): check that it runs and that address, user and password are right.`,
  }),
  'database/too-old': (f: { where: string; version: string }): Words => ({
    zh: `${f.where} 的 PostgreSQL 是 ${f.version}：需要 15 或更高版本。`,
    en: `The PostgreSQL at ${f.where} is ${f.version}: version 15 or later is needed.`,
  }),
  'database/not-utf8': (f: { where: string; encoding: string }): Words => ({
    zh: `数据库 ${f.where} 的编码是 ${f.encoding}：请新建一个编码为 UTF8 的数据库。`,
    en: `The database ${f.where} is encoded in ${f.encoding}: create one with encoding UTF8.`,
  }),
  'database/app-role': (f: { owner: string; statements: string[]; reason: string }): Words => ({
    zh: `用户 ${f.owner} 不能设置运行角色（${f.reason}）：请以数据库管理员执行\n    ${f.statements.join('\n    ')}`,
    en: `User ${f.owner} cannot set up the runtime role (${f.reason}): as an administrator of the database run\n    ${f.statements.join('\n    ')}`,
  }),
  'database/owner-too-weak': (f: { owner: string; statements: string[] }): Words => ({
    zh: `用户 ${f.owner} 不能在这个库里建表：请以数据库管理员执行\n    ${f.statements.join('\n    ')}`,
    en: `User ${f.owner} may not create tables in this database: as an administrator of the database run\n    ${f.statements.join('\n    ')}`,
  }),
  'database/app-role-too-strong': (f: { role: string }): Words => ({
    zh: `运行角色 ${f.role} 会绕过行级安全：请执行 alter role ${f.role} nosuperuser nobypassrls。`,
    en: `The runtime role ${f.role} bypasses row-level security: run alter role ${f.role} nosuperuser nobypassrls.`,
  }),
  'database/no-binaries': (f: { platform: string }): Words => ({
    zh: `没有适合 ${f.platform} 的内置 PostgreSQL：请安装 PostgreSQL 15 以上并设置 DATABASE_URL。`,
    en: `There is no embedded PostgreSQL for ${f.platform}: install PostgreSQL 15 or later and set DATABASE_URL.`,
  }),
  'database/no-ordinary-user': (f: { tried: readonly string[] }): Words => ({
    zh: `PostgreSQL 不能以 root 运行，而本机没有用户 ${f.tried.join(' 或 ')}：请新建用户 postgres，或以普通用户启动。`,
    en: `PostgreSQL does not run as root and this machine has no user ${f.tried.join(' or ')}: add a user postgres, or start as an ordinary user.`,
  }),
  'database/elsewhere-missing': (f: { path: string }): Words => ({
    zh: `数据文件夹说数据库在 ${f.path}，但那里没有：请把它恢复到该处。`,
    en: `The data folder says that its database is in ${f.path}, but it is not there: restore it to that place.`,
  }),
  'database/out-of-reach': (f: { path: string }): Words => ({
    zh: `PostgreSQL 不能以 root 运行，它的用户进不了 ${f.path}：请把数据文件夹移到这个用户能进的地方（例如 /srv/wenrong），或以普通用户启动。`,
    en: `PostgreSQL does not run as root, and its user cannot reach ${f.path}: move the data folder where that user may go (such as /srv/wenrong), or start as an ordinary user.`,
  }),
  'database/elsewhere-shared': (f: { path: string; first: string; note: string }): Words => ({
    zh: `这个数据文件夹是复制来的，其中的数据库仍是 ${f.first} 正在用的 ${f.path}：请把那个数据库文件夹也复制一份，并把新的路径写进 ${f.note}。`,
    en: `This data folder is a copy, and its database is still ${f.path}, which belongs to ${f.first}: copy that folder as well and write the new path into ${f.note}.`,
  }),
  'database/nothing-yet': (f: { where: string }): Words => ({
    zh: `${f.where} 里还没有文融的数据：请让 WENRONG_DATA 或 DATABASE_URL 与服务所用的一致，或先用 npm start 启动一次。`,
    en: `There is nothing of Wenrong's in ${f.where} yet: set WENRONG_DATA or DATABASE_URL as the server has it, or start it once with npm start.`,
  }),
  'database/did-not-start': (f: { log: string; reason: string }): Words => ({
    zh: `内置 PostgreSQL 没有启动（${f.reason}）：详情见 ${f.log}。`,
    en: `The embedded PostgreSQL did not start (${f.reason}): see ${f.log}.`,
  }),
} as const;

export type StartupCode = keyof typeof SENTENCES;
export type StartupFacts<C extends StartupCode> = Parameters<(typeof SENTENCES)[C]>[0];

interface Reason {
  code: StartupCode;
  words: Words;
}

/** Why Wenrong does not start: one or more reasons, each a sentence in Chinese and in English. */
export class StartupRefusal extends Error {
  readonly reasons: readonly Reason[];

  constructor(reasons: readonly Reason[], cause?: unknown) {
    super(reasons.map(({ words }) => `${words.zh}\n${words.en}`).join('\n'), { cause });
    this.name = 'StartupRefusal';
    this.reasons = reasons;
  }

  get code(): StartupCode {
    return this.reasons[0]!.code;
  }
}

/** The refusal for one code. `facts` fill its sentence; `cause` is kept for the log. */
export function startupRefusal<C extends StartupCode>(
  code: C,
  facts: StartupFacts<C>,
  cause?: unknown,
): StartupRefusal {
  const sentence = SENTENCES[code] as (facts: StartupFacts<C>) => Words;
  return new StartupRefusal([{ code, words: sentence(facts) }], cause);
}

/** Several refusals told at once. */
export const allRefusals = (refusals: readonly StartupRefusal[]): StartupRefusal =>
  new StartupRefusal(refusals.flatMap((refusal) => refusal.reasons));

/**
 * Ends the program over a failed start: a refusal as its sentences on stderr,
 * anything else with its trace. Exit code 1 either way.
 */
export function refuseToStart(error: unknown): never {
  console.error(error instanceof StartupRefusal ? error.message : error);
  process.exit(1);
}

/** Turns an error of `listen` into a refusal; other errors come back unchanged. */
export function listenRefusal(error: unknown, at: ListenPlace): unknown {
  const code = (error as NodeJS.ErrnoException | undefined)?.code;
  if (code === 'EADDRINUSE') return startupRefusal('start/port-busy', at, error);
  if (code === 'EACCES') return startupRefusal('start/port-forbidden', at, error);
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND' || code === 'EAI_AGAIN')
    return startupRefusal('start/host-not-here', at, error);
  return error;
}
