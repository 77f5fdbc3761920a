import { copyFileSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { DEFAULT_CONFIGURATION } from '@orderflow/core';
import { makeChoice, makeRandom, makeTally, SEED, TIMEOUT, times } from '@orderflow/torture';
import { describe, expect, it } from 'vitest';
import { findFiles } from '../../src/server/sources/file-finder.ts';
import { OpenFile } from '../../src/server/sources/open-file.ts';
import { changeFile, readRows, sampleFile, storedFile, temporaryFolder } from '../server/support/sample-files.ts';
import { serve } from '../server/support/serve.ts';

const tally = makeTally('server', 'paths');
const random = makeRandom(SEED);
const { pick } = makeChoice(random);
/** Stands in every file that nobody may read, and names the instrument of the databases that nobody may open. */
const SECRET = 'TOP-SECRET';
const REQUESTS = 2000;

/** Ways to write a dot and a slash, as they are and as browsers, proxies and old servers have taken them. */
const DOTS = ['.', '%2e', '%2E', '%252e', '%u002e', '%c0%ae', '%e0%80%ae', '．', '%ef%bc%8e', '.%00', '.;'];
const SLASHES = ['/', '\\', '%2f', '%2F', '%5c', '%252f', '%255c', '%u2215', '%c0%af', '%e2%88%95', '//', '/./', ';/'];
const STARTS = [
  ...[
    '/',
    '//',
    '/assets/',
    '/assets',
    '/api/v1/',
    '/api/v1/series/',
    '/api/v1/proof/',
    '/api/v1/book/',
    '/index.html/',
  ],
  ...['/%00', '/~root/', '/C:/', '/file:///', '/assets/app-1a2b.js/', '/?/', '/#/'],
];
const ENDS = ['', '%00', '%00.js', '?', '?x=.js', '#', '/', '.js', ' ', '%20', '::$DATA', '.', ';.css'];

/** A folder of a built client with secrets beside it and linked into it. */
function clientWithSecrets(): { readonly client: string; readonly targets: readonly string[] } {
  const folder = temporaryFolder();
  const client = join(folder, 'client');
  mkdirSync(join(client, 'assets'), { recursive: true });
  mkdirSync(join(folder, 'beside'));
  writeFileSync(join(client, 'index.html'), '<!doctype html><title>built</title>');
  writeFileSync(join(client, 'assets', 'app-1a2b.js'), 'export {};');
  for (const name of ['secret.txt', 'beside/secret.txt']) writeFileSync(join(folder, name), SECRET);
  symlinkSync(join(folder, 'secret.txt'), join(client, 'link.txt'));
  symlinkSync(join(folder, 'beside'), join(client, 'assets', 'linked'));
  const targets = ['secret.txt', 'beside/secret.txt', 'link.txt', 'assets/linked/secret.txt', 'linked/secret.txt'];
  return { client, targets: [...targets, join(folder, 'secret.txt'), 'data/a.db', 'etc/passwd', 'proc/self/environ'] };
}

/** A way up, so many folders, to a target; now and then a letter of it is written in another way. */
function pathTo(target: string): string {
  const up = Array.from({ length: Math.floor(random() * 12) }, () => pick(DOTS) + pick(DOTS) + pick(SLASHES)).join('');
  const written = random() < 0.5 ? target : target.replace(/[/.]/g, (sign) => pick(sign === '/' ? SLASHES : DOTS));
  return pick(STARTS) + up + written + pick(ENDS);
}

describe('a path', () => {
  it('leads to no file but those of the client, in whatever way it is written', { timeout: TIMEOUT }, async () => {
    const { client, targets } = clientWithSecrets();
    const { ask, errors } = await serve([await sampleFile(temporaryFolder(), 'a.db', { snapshots: 5 })], {
      clientFolder: client,
    });
    for (const target of targets) expect((await ask(join('/', target))).status, target).toBe(404);
    for (let count = 0; count < times(REQUESTS); count++) {
      // What is no ASCII goes over the wire as its bytes.
      const path = Buffer.from(pathTo(pick(targets)).replace(/ /g, '%20')).toString('latin1');
      const { status, body } = await ask(path);
      const text = body.toString('latin1');
      expect(/TOP-SECRET|root:|SQLite format|PATH=/.test(text), path).toBe(false);
      expect([400, 404].includes(status) || text.includes('<title>built') || text === 'export {};', path).toBe(true);
      // A link that is made while the server runs leads nowhere either.
      if (count % 500 === 0) symlinkSync(join(client, '..', 'secret.txt'), join(client, `later-${count}.txt`));
      if (count % 500 === 1) expect((await ask(`/later-${count - 1}.txt`)).status).toBe(404);
    }
    expect(errors).toEqual([]);
    tally.count('paths out of the folders of the server', times(REQUESTS));
  });
});

/** What happens in a folder that is served, by whoever may write there. */
const CHANGES: readonly ((folder: string, secret: string, name: string) => void)[] = [
  (folder, secret, name) => symlinkSync(secret, join(folder, name)),
  (folder, secret, name) => symlinkSync(join(secret, '..'), join(folder, name)),
  (folder, secret, name) => {
    symlinkSync(join(secret, '..'), join(folder, `${name}-folder`));
    symlinkSync(join(folder, `${name}-folder`, 'secret.db'), join(folder, name));
  },
  (folder, _, name) => symlinkSync(name, join(folder, name)),
  (folder, _, name) => symlinkSync('nowhere.db', join(folder, name)),
  (folder, _, name) => mkdirSync(join(folder, name)),
  (folder, secret, name) => {
    symlinkSync(secret, join(folder, `${name}.new`));
    renameSync(join(folder, `${name}.new`), join(folder, 'changing.db'));
  },
];

/** A file in journal mode WAL with nothing beside it; the same bytes every time. */
async function walFile(folder: string, name: string): Promise<string> {
  const path = await sampleFile(folder, name, { snapshots: 5 });
  changeFile(path, 'PRAGMA journal_mode = WAL');
  return path;
}

describe('a folder', () => {
  it('shows nothing that links lead to, whenever they are made', { timeout: TIMEOUT }, async () => {
    const outside = temporaryFolder();
    const secret = await storedFile(outside, 'secret.db', { snapshots: 5, instruments: [SECRET] });
    const folder = temporaryFolder();
    await sampleFile(folder, 'a.db', { snapshots: 5 });
    const good = await sampleFile(outside, 'good.db', { snapshots: 5, instruments: ['ETH-USDT'] });
    symlinkSync(secret, join(folder, 'before.db'));
    const { ask, errors } = await serve([folder]);
    for (let round = 0; round < times(3); round++) {
      copyFileSync(good, join(folder, 'changing.db'));
      for (const [index, change] of CHANGES.entries()) change(folder, secret, `link-${round}-${index}.db`);
      // What is whole and in the folder is shown once the server has looked again, and nothing else is.
      copyFileSync(good, join(folder, `seen-${round}.db`));
      const names = async () => (await ask('/api/v1/sources')).json.files.map(({ name }: { name: string }) => name);
      await expect.poll(names, { timeout: 100_000 }).toContain(`seen-${round}.db`);
      const { body, json } = await ask('/api/v1/sources');
      expect(body.toString()).not.toContain(SECRET);
      expect(json.files.filter(({ name }: { name: string }) => name.startsWith('link'))).toEqual([]);
      expect((await ask(`/api/v1/series/${SECRET}?series=price&pixels=10`)).status).toBe(404);
      rmSync(join(folder, `seen-${round}.db`));
      tally.count('links out of a served folder', CHANGES.length);
    }
    expect(errors).toEqual([]);
  });

  it.each(['-wal', '-journal', '-shm'])('reads and writes nothing through a link that ends in %s', async (end) => {
    const outside = temporaryFolder();
    const written = join(outside, 'written.db');
    await walFile(outside, 'written.db');
    const database = new DatabaseSync(written);
    database.exec(`UPDATE book SET instrument = '${SECRET}'; UPDATE trades SET instrument = '${SECRET}'`);
    const journal = readFileSync(`${written}-wal`);
    database.close();
    const folder = temporaryFolder();
    const served = await walFile(folder, 'served.db');
    const target = join(outside, 'target');
    writeFileSync(target, journal);
    symlinkSync(target, served + end);
    const { ask } = await serve([folder], { allowProcessing: true });
    const look = async () => {
      const { body, json } = await ask('/api/v1/sources');
      expect(body.toString()).not.toContain(SECRET);
      expect((await ask(`/api/v1/series/${SECRET}?series=price&pixels=10`)).status).toBe(404);
      return json.files.map(({ id }: { id: string }) => id);
    };
    const body = JSON.stringify({ files: await look() });
    const headers = { 'content-type': 'application/json' };
    expect((await ask('/api/v1/processing', { method: 'POST', headers, body })).status).toBe(202);
    const status = async () => (await ask('/api/v1/processing')).json.status;
    await expect.poll(status, { timeout: 100_000 }).not.toBe('running');
    await look();
    expect(readFileSync(target).equals(journal)).toBe(true);
    tally.count('links beside a served file');
    // That journal, where it is no link, is read: what the target holds would have been shown.
    const plain = await walFile(outside, 'plain.db');
    writeFileSync(`${plain}-wal`, journal);
    expect(readRows(plain, 'SELECT DISTINCT instrument FROM book')).toEqual([{ instrument: SECRET }]);
  });

  it('opens no file that became a link since it was found', async () => {
    const outside = temporaryFolder();
    const secret = await storedFile(outside, 'secret.db', { snapshots: 5, instruments: [SECRET] });
    const folder = temporaryFolder();
    const path = await sampleFile(folder, 'a.db', { snapshots: 5 });
    const [file] = findFiles([folder]);
    rmSync(path);
    symlinkSync(secret, path);
    const open = new OpenFile(file!, DEFAULT_CONFIGURATION);
    expect(await open.contents(DEFAULT_CONFIGURATION)).toMatchObject({ code: 'source-unreadable' });
    tally.count('files swapped for links before they are opened');
  });
});
