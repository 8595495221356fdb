/** Everything a poll or survey leaves behind: all tables of all schemas as a superuser copies them, and all files of a folder. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import type { ClusterAddress } from '#platform/db/embedded.ts';
import type { AsOwner } from '#platform/db/migrate.ts';
import { ownerOn } from '#platform/db/open-pool.ts';

export interface LootRow {
  table: string;
  /** Place in the table's file: page and item. */
  ctid: number;
  /** The transaction that wrote it. */
  xmin: number;
  row: Readonly<Record<string, unknown>>;
  /** Values long enough to name anything, in the order in which they stand. */
  words: string[];
}

export interface LootFile {
  path: string;
  /** Its path without what differs from file to file of a kind. */
  kind: string;
  /** Among all files, by path. */
  order: number;
  mtimeMs: number;
  inode: number;
  bytes: Buffer;
}

/** First and last place of a name in a file. */
export interface Mark {
  name: string;
  file: LootFile;
  first: number;
  last: number;
}

export interface Loot {
  marks: Mark[];
  /** Rows that name any of these, without those of other polls. */
  rowsOf(pollIds: readonly string[], names: readonly string[]): LootRow[];
}

/** @param pollIds of all polls in the rows, so that those of one can be told from another's */
export function lootOf(rows: readonly LootRow[], marks: readonly Mark[], pollIds: readonly string[]): Loot {
  const known = new Set(pollIds);
  const byWord = Map.groupBy(
    rows.flatMap((row) => [...new Set(row.words)].map((word) => ({ word, row }))),
    ({ word }) => word,
  );
  return {
    marks: [...marks],
    rowsOf(own, names) {
      const found = new Set(names.flatMap((name) => (byWord.get(name) ?? []).map(({ row }) => row)));
      return [...found].filter((row) => row.words.every((word) => !known.has(word) || own.includes(word)));
    },
  };
}

const word = /[A-Za-z0-9_-]{16,}/g;

interface Copied {
  cluster: ClusterAddress;
  database: string;
}

export const superuserOf = ({ cluster: { host, port, user, password }, database }: Copied): AsOwner =>
  ownerOn({ host, port, user, password, database });

/** @param names keeps rows that hold any of these and no others, where many are copied; all unless given */
export async function copyDatabase(
  cluster: ClusterAddress,
  database: string,
  names?: ReadonlySet<string>,
): Promise<LootRow[]> {
  return superuserOf({ cluster, database })(async (client) => {
    await client.query('checkpoint');
    const { rows: tables } = await client.query<{ schema: string; name: string; wide: string[] }>(
      `select n.nspname as schema, c.relname as name,
         array(select a.attname::text from pg_attribute a
           where a.attrelid = c.oid and a.attnum > 0 and a.attlen = -1 and not a.attisdropped) as wide
       from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where c.relkind in ('r', 'm') and n.nspname !~ '^pg_|^information_schema$' order by 1, 2`,
    );
    const all: LootRow[] = [];
    for (const { schema, name, wide } of tables) {
      // What is too long for its page lies elsewhere under a number that counts up.
      const chunks = wide.map(
        (column) =>
          `, pg_column_toast_chunk_id(${client.escapeIdentifier(column)})::int8 as ${client.escapeIdentifier(`chunk ${column}`)}`,
      );
      const { rows } = await client.query(
        `select ctid::text as ctid, xmin::text as xmin, to_jsonb(t) as row ${chunks.join('')}
         from ${client.escapeIdentifier(schema)}.${client.escapeIdentifier(name)} t`,
      );
      for (const { ctid, xmin, row, ...places } of rows as Record<string, any>[]) {
        const [page, item] = String(ctid).slice(1, -1).split(',').map(Number);
        const words = JSON.stringify(row).match(word) ?? [];
        if (names && !words.some((one) => names.has(one))) continue;
        all.push({
          table: `${schema}.${name}`,
          ctid: page! * 1000 + item!,
          xmin: Number(xmin),
          row: { ...row, ...numbers(places) },
          words,
        });
      }
    }
    return all;
  });
}

const numbers = (places: Record<string, unknown>): Record<string, number> =>
  Object.fromEntries(
    Object.entries(places)
      .filter(([, value]) => value !== null)
      .map(([key, value]) => [key, Number(value)]),
  );

/** Where the write-ahead log stands; from there on it is kept, however much others write, until `end`. */
export async function keepWal({
  host,
  port,
  user,
  password,
}: ClusterAddress): Promise<{ from: string; end(): Promise<void> }> {
  const client = new Client({ host, port, user, password, database: 'postgres' });
  await client.connect();
  const { rows } = await client.query<{ at: string }>(
    `select pg_current_wal_lsn()::text as at,
       pg_create_physical_replication_slot('attack_' || pg_backend_pid(), true, temporary => true)`,
  );
  return { from: rows[0]!.at, end: () => client.end() };
}

/** The write-ahead log from a position on. */
export const copyWal = (cluster: ClusterAddress, from: string): Promise<Buffer> =>
  superuserOf({ cluster, database: 'postgres' })(async (client) => {
    await client.query('checkpoint');
    const { rows } = await client.query<{ bytes: Buffer }>(
      `select pg_read_binary_file('pg_wal/' || name) as bytes from pg_ls_waldir()
       where name between pg_walfile_name($1::pg_lsn) and pg_walfile_name(pg_current_wal_lsn()) order by name`,
      [from],
    );
    return Buffer.concat(rows.flatMap(({ bytes }) => walContent(bytes)));
  });

const WAL_PAGE = 8192;

/** What lies between the headers of a segment's pages: a record goes on behind them in the middle of a word. */
const walContent = (segment: Buffer): Buffer[] =>
  Array.from({ length: segment.length / WAL_PAGE }, (_, page) =>
    segment.subarray(page * WAL_PAGE + (page === 0 ? 40 : 24), (page + 1) * WAL_PAGE),
  );

/** All files below, also of a database that was laid elsewhere. */
export function copyFolder(folder: string): LootFile[] {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();
  const files = paths
    .map((path) => ({ path, stat: statSync(join(folder, path), { throwIfNoEntry: false }) }))
    .filter(({ stat }) => stat?.isFile())
    .map(({ path, stat }, order) => ({
      path,
      order,
      kind: path.replaceAll(/[0-9a-f-]{36}|[0-9A-F]{24}|\d+/g, '#'),
      mtimeMs: stat!.mtimeMs,
      inode: stat!.ino,
      bytes: contentOf(join(folder, path)),
    }));
  const notes = files.filter(({ path }) => path.endsWith('elsewhere'));
  const others = notes.map(({ bytes }) => bytes.toString().trim()).filter((place) => existsSync(place));
  return [...files, ...others.flatMap(copyFolder)];
}

/** A database that runs takes files away under the reader's hands. */
function contentOf(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch {
    return Buffer.alloc(0);
  }
}

/** Where names stand in the bytes of files, in the order of files; by one walk over each. */
export function marksIn(files: readonly LootFile[], names: readonly string[]): Mark[] {
  const byHead = Map.groupBy(names, (name) => Buffer.from(name).readUInt32BE());
  const mayBe = new Uint8Array(2 ** 16);
  for (const head of byHead.keys()) mayBe[(head ^ (head >>> 16)) & 0xffff] = 1;
  return files.flatMap((file) => {
    const found = new Map<string, Mark>();
    const { bytes } = file;
    for (let at = 0, head = 0; at < bytes.length; at++) {
      head = ((head << 8) | bytes[at]!) >>> 0;
      if (mayBe[(head ^ (head >>> 16)) & 0xffff] === 0) continue;
      for (const name of byHead.get(head) ?? []) {
        const first = at - 3;
        if (!bytes.subarray(first, first + name.length).equals(Buffer.from(name))) continue;
        const known = found.get(name);
        if (known) known.last = first;
        else found.set(name, { name, file, first, last: first });
      }
    }
    return [...found.values()];
  });
}
