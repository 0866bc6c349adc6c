// A PostgreSQL server for tests: its own folder and port, started from Debian's package and stopped by its process id.
import { execFileSync, spawnSync } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';

export interface PostgresqlServer {
  /** Of a schema with nothing in it. */
  newUrl(): Promise<string>;
  /** Ends the process that was started, waits for it, and removes its folder. */
  stop(): Promise<void>;
}

const packages = '/usr/lib/postgresql';

/** Folder of the programs; undefined where the package is not installed. */
export function postgresqlPrograms(): string | undefined {
  if (!existsSync(packages)) return undefined;
  const versions = readdirSync(packages).sort((a, b) => Number(b) - Number(a));
  return versions.map((version) => join(packages, version, 'bin')).find((folder) => existsSync(join(folder, 'initdb')));
}

/** @param programs - folder of `initdb` and `pg_ctl`, which refuse to run as root and are run as user postgres then */
export async function startPostgresql(programs: string): Promise<PostgresqlServer> {
  const folder = mkdtempSync(join(tmpdir(), 'assay-postgresql-'));
  const data = join(folder, 'data');
  const user = serverUser();
  if (user !== undefined) chownSync(folder, user.uid, user.gid);
  const run = (program: string, ...words: string[]): void => {
    execFileSync(join(programs, program), words, { stdio: 'ignore', cwd: folder, ...user });
  };
  const port = await freePort();
  run('initdb', '-D', data, '-A', 'trust', '-U', 'postgres', '--no-sync', '-E', 'UTF8', '--locale', 'C.UTF-8');
  run(
    'pg_ctl',
    '-D',
    data,
    '-o',
    `-p ${port} -k ${folder} -c listen_addresses=127.0.0.1 -c fsync=off`,
    '-w',
    '-l',
    join(folder, 'log'),
    'start',
  );
  const server = Number(readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n')[0]);
  const base = `postgresql://postgres@127.0.0.1:${port}/postgres`;
  const client = new pg.Client(base);
  await client.connect();
  let schemas = 0;
  return {
    newUrl: async () => {
      const name = `index_${schemas++}`;
      await client.query(`create schema ${name}`);
      return `${base}?options=-csearch_path%3D${name}`;
    },
    stop: async () => {
      await client.end();
      process.kill(server, 'SIGINT');
      while (existsSync(join(data, 'postmaster.pid'))) spawnSync('sleep', ['0.05']);
      rmSync(folder, { recursive: true });
    },
  };
}

/** Where the tests run as root, the user that the package made for the server. */
function serverUser(): { readonly uid: number; readonly gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const id = (flag: string): number => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  await new Promise((resolve) => {
    server.close(resolve);
  });
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
