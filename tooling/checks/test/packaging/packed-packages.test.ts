import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { basename, dirname, join, normalize } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createContext, runInContext } from 'node:vm';
import { BROWSER_ARGUMENTS, findBrowser, hasBrowser } from '@orderflow/browser';
import { makeTally } from '@orderflow/torture';
import { chromium } from 'playwright';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { rolldown } from 'rolldown';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type PackedPackage, packPackages, publishedFolders, run } from '../../src/packed-packages.ts';
import { type ReadmeExample, readmeCommands, readmeExamples, readmePages } from '../../src/readme.ts';
import { serveFolder } from '../../src/serve-folder.ts';
import { ROOT, WorkspaceCopy } from '../../src/workspace-copy.ts';

const PREPARATION_TIMEOUT_MS = 300_000;
const TOOL_TIMEOUT_MS = 300_000;
const tally = makeTally('supply', 'tarballs');

const FOLDERS = publishedFolders(ROOT);
const LIBRARIES = FOLDERS.filter((folder) => folder.startsWith('packages/'));

const copy = new WorkspaceCopy();
// An empty project of a user, outside every workspace.
const project = mkdtempSync(join(tmpdir(), 'orderflow-user-'));
// Where `npm install --global` of that user puts what it installs.
const prefix = join(project, 'global');
const packed = new Map<string, PackedPackage>();

beforeAll(() => {
  for (const item of packPackages(copy)) packed.set(item.folder, item);
  writeFileSync(join(project, 'package.json'), JSON.stringify({ private: true, type: 'module' }));
  for (const folder of FOLDERS) install(folder);
}, PREPARATION_TIMEOUT_MS);

/** Installs a package by the commands of its README, from the copy in place of `~/orderflow`. */
function install(folder: string): void {
  const commands = readmeCommands(readFileSync(join(ROOT, folder, 'README.md'), 'utf8'));
  const env = {
    ...process.env,
    npm_config_prefix: prefix,
    npm_config_audit: 'false',
    npm_config_fund: 'false',
    npm_config_prefer_offline: 'true',
  };
  for (const command of commands) run(['sh', '-c', command.replaceAll('~/orderflow', copy.root)], project, env);
}

afterAll(() => {
  copy.remove();
  rmSync(project, { recursive: true, force: true });
});

function packedIn(folder: string): PackedPackage {
  const item = packed.get(folder);
  if (item === undefined) throw new Error(`${folder} was not packed`);
  return item;
}

describe.each(FOLDERS)('the tarball of %s', { timeout: TOOL_TIMEOUT_MS }, (folder) => {
  it('holds the sources, what is compiled from them, and the documents, and nothing else', () => {
    const sources = readdirSync(join(copy.root, folder, 'src'), { recursive: true, encoding: 'utf8' });
    const modules = sources.filter(
      (path) => /\.tsx?$/.test(path) && !(hasClient(folder) && path.startsWith('client/')),
    );
    const expected = [
      ...['LICENSE', 'README.md', 'package.json'],
      ...sources.filter((path) => basename(path) === 'README.md').map((path) => `src/${path}`),
      ...modules.flatMap((path) => [`src/${path}`, ...compiledFrom(path, isBundled(folder))]),
    ];
    const companions = /^drizzle\/.*\.(sql|json)$|^assembly\/levels\.(ts|wasm)$/;
    const chunks = isBundled(folder) ? /^dist\/[\w-]+-[\w-]{8}\.js(\.map)?$/ : /^$/;
    const bundles = isBundled(folder)
      ? [
          'dist/index.js',
          'dist/index.js.map',
          'dist/chart.js',
          'dist/chart.js.map',
          'dist/standalone.js',
          'dist/standalone.licences.txt',
        ]
      : [];
    const assets = hasPage(folder) ? /^dist\/client\/(assets\/[\w-]+-[\w-]{8}\.(js|css)|\w+\.svg)$/ : /^$/;
    const extra = [companions, chunks, assets];
    const files = packedIn(folder).files.filter((file) => !extra.some((pattern) => pattern.test(file)));
    const page = ['dist/client/index.html', 'dist/client/licences.txt'];
    const script = ['dist/report-page.js', 'dist/report-page.licences.txt'];
    const clients = !hasClient(folder) ? [] : hasPage(folder) ? page : script;
    expect(files).toEqual([...expected, ...bundles, ...clients].sort());
  });

  it('says its licence, engine and kind, and names no place of the workspace', () => {
    const { manifest } = packedIn(folder);
    expect(manifest).toMatchObject({ license: 'MIT', type: 'module', engines: { node: '>=22.18' } });
    expect(JSON.stringify(manifest.dependencies ?? {})).not.toMatch(/workspace:|file:|link:/);
  });

  it('names no place of the machine that packed it, and holds no secret of its', () => {
    const secrets = Object.entries(process.env).filter(([name]) => /TOKEN|SECRET|PASSW|_KEY$/i.test(name));
    const long = secrets.flatMap(([, value = '']) => (value.length < 8 ? [] : [value]));
    const telling = [copy.root, ROOT, homedir(), ...long].filter((text) => text !== '/');
    for (const [path, content] of contentsOf(folder)) {
      expect(
        telling.filter((text) => content.includes(text)),
        path,
      ).toEqual([]);
      expect(/PRIVATE KEY-----|\b(npm|gh[pousr])_\w{36}\b|\bAKIA[0-9A-Z]{16}\b/.test(content), path).toBe(false);
      const { sources = [] }: { readonly sources?: readonly string[] } = path.endsWith('.map')
        ? JSON.parse(content)
        : {};
      expect(
        sources.filter((source) => isOutside(path, source)),
        path,
      ).toEqual([]);
      // What a bundle hands on of others says whose it is.
      if (path.endsWith('licences.txt')) expect(content, path).toMatch(/^## uplot - .*MIT[\s\S]*Copyright/m);
    }
    tally.count('published tarballs looked into');
  });

  it('has no fault that publint finds', async () => {
    const { tarball, manifest } = packedIn(folder);
    const bytes = readFileSync(tarball);
    const archive = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
    const { messages } = await publint({ pack: { tarball: archive }, strict: true });
    expect(messages.map((message) => formatMessage(message, manifest))).toEqual([]);
  });
});

/** The files of a tarball with what is in them. */
function contentsOf(folder: string): readonly (readonly [path: string, content: string])[] {
  const { files, tarball } = packedIn(folder);
  const target = mkdtempSync(join(project, 'tarball-'));
  run(['tar', '-xzf', tarball, '-C', target], project);
  return files.map((path) => [path, readFileSync(join(target, 'package', path), 'latin1')]);
}

/** Whether a source map leads to a file of the machine, and not to one of the package or of its dependencies. */
function isOutside(path: string, source: string): boolean {
  if (/^[/\\]|^\w+:/.test(source)) return true;
  const place = normalize(join(dirname(path), source));
  return place.startsWith('..') && !place.includes('node_modules/');
}

/** Whether a package ships bundles beside its modules: those with JSX do. */
function isBundled(folder: string): boolean {
  const { exports } = JSON.parse(readFileSync(join(ROOT, folder, 'package.json'), 'utf8'));
  return exports?.['.']?.solid !== undefined;
}

/** Whether a package ships a bundle of the modules of its client in place of them. */
function hasClient(folder: string): boolean {
  const { files } = JSON.parse(readFileSync(join(ROOT, folder, 'package.json'), 'utf8'));
  return files.includes('!src/client');
}

/** Whether a package ships a page, bundled from the modules of its client. */
function hasPage(folder: string): boolean {
  return existsSync(join(ROOT, folder, 'index.html'));
}

/** What the compiler makes of a module. */
function compiledFrom(path: string, hasFolders: boolean): readonly string[] {
  const [code, types] = hasFolders ? ['dist/solid', 'dist/types'] : ['dist', 'dist'];
  const [name, ending] = path.endsWith('.tsx') ? [path.slice(0, -4), 'jsx'] : [path.slice(0, -3), 'js'];
  return [
    `${code}/${name}.${ending}`,
    `${code}/${name}.${ending}.map`,
    `${types}/${name}.d.ts`,
    `${types}/${name}.d.ts.map`,
  ];
}

describe.each(LIBRARIES)('the types of %s', { timeout: TOOL_TIMEOUT_MS }, (folder) => {
  it('resolve for every consumer of ES modules', () => {
    const { tarball } = packedIn(folder);
    run([join(import.meta.dirname, '../../node_modules/.bin/attw'), '--profile', 'esm-only', tarball], project);
  });

  it('show a consumer no database type', () => {
    const { manifest } = packedIn(folder);
    const declarations = reachableDeclarations(
      join(project, 'node_modules', manifest.name, isBundled(folder) ? 'dist/types' : 'dist', 'index.d.ts'),
    );
    expect(declarations.length).toBeGreaterThan(1);
    expect(declarations.filter((file) => readFileSync(file, 'utf8').includes('drizzle-orm'))).toEqual([]);
  });
});

/** A declaration file and those that it imports, directly or not. */
function reachableDeclarations(entry: string): readonly string[] {
  const reached = new Set<string>();
  const visit = (file: string) => {
    if (reached.has(file)) return;
    reached.add(file);
    const imports = readFileSync(file, 'utf8').matchAll(/(?:from|import\() ?'(?<path>\.[^']+)\.ts'/g);
    for (const { groups } of imports) visit(join(dirname(file), `${groups?.path}.d.ts`));
  };
  visit(entry);
  return [...reached];
}

// The root's README shows packages used alone.
describe.each([...LIBRARIES, '.'])('the README of %s', { timeout: TOOL_TIMEOUT_MS }, (folder) => {
  const examples = readmeExamples(readFileSync(join(ROOT, folder, 'README.md'), 'utf8'));

  it('shows an example', () => {
    expect(examples.length).toBeGreaterThan(0);
  });

  it.each(examples.map((example, index) => [index + 1, example] as const))(
    'shows example %d as it runs where the package is installed',
    (number, example) => {
      const file = writeExample(folder, number, example);
      const { stdout } = run([process.execPath, file], project);
      if (example.output !== null) expect(stdout).toBe(example.output);
    },
  );

  it.each(examples.map((example, index) => [index + 1, example] as const))(
    'shows example %d with types that agree with the declarations',
    (number, example) => {
      const file = writeExample(folder, number, example);
      const options = ['--noEmit', '--strict', '--target', 'es2024', '--module', 'nodenext', '--types', 'node'];
      run(
        [join(ROOT, 'node_modules/.bin/tsc'), ...options, '--typeRoots', join(ROOT, 'node_modules/@types'), file],
        project,
      );
    },
  );
});

function writeExample(folder: string, number: number, { code }: ReadmeExample): string {
  const file = join(project, `${folder.replaceAll(/\W/g, '-')}-example-${number}.ts`);
  writeFileSync(file, code);
  return file;
}

describe('core in a browser', () => {
  const readme = readFileSync(join(ROOT, 'packages/core/README.md'), 'utf8');

  it.each(readmeExamples(readme).map((example, index) => [index + 1, example] as const))(
    'runs example %d from a bundle of the installed package, where there is nothing of Node',
    async (number, example) => {
      const bundle = await bundleForBrowser(writeExample('packages/core', number, example), []);
      const output = runWithoutNode(bundle);
      if (example.output !== null) expect(output).toBe(example.output);
    },
  );

  it('is bundled from its sources as well, whole', async () => {
    const entry = join(project, 'whole-core.ts');
    const source = JSON.stringify(join(ROOT, 'packages/core/src/index.ts'));
    writeFileSync(entry, `import * as core from ${source};\nconsole.log(Object.keys(core).sort().join());\n`);
    const names = runWithoutNode(await bundleForBrowser(entry, ['@orderflow/source']));
    const installed = await import(join(project, 'node_modules/@orderflow/core/dist/index.js'));
    expect(names.trim().split(',')).toEqual(Object.keys(installed).sort());
  });
});

async function bundleForBrowser(input: string, conditionNames: readonly string[]): Promise<string> {
  const bundle = await rolldown({
    input,
    platform: 'browser',
    resolve: { conditionNames: [...conditionNames, 'import', 'default'] },
    // A module that cannot be bundled would be missing in the browser.
    onLog: (_, log) => {
      throw new Error(log.message);
    },
  });
  const { output } = await bundle.generate({ format: 'iife' });
  return output[0].code;
}

function runWithoutNode(code: string): string {
  const lines: string[] = [];
  const log = (...values: readonly unknown[]) => lines.push(`${values.map(String).join(' ')}\n`);
  runInContext(code, createContext({ console: { log } }));
  return lines.join('');
}

describe.runIf(hasBrowser('packaging'))(
  'the page that the README of viz-web shows',
  { timeout: TOOL_TIMEOUT_MS },
  () => {
    const [page = ''] = readmePages(readFileSync(join(ROOT, 'packages/viz-web/README.md'), 'utf8'));

    it.each(['from a server', 'from the disk'])('draws the chart %s', async (from) => {
      const file = join(project, 'index.html');
      writeFileSync(file, page);
      const served = await serveFolder(project);
      const browser = await chromium.launch({ executablePath: findBrowser() ?? '', args: BROWSER_ARGUMENTS });
      try {
        const opened = await browser.newPage();
        const complaints: string[] = [];
        // A browser asks for an icon by itself.
        await opened.route('**/favicon.ico', (route) => route.fulfill({ status: 204 }));
        opened.on('console', (message) => complaints.push(message.text()));
        opened.on('pageerror', (error) => complaints.push(error.message));
        await opened.goto(from === 'from the disk' ? pathToFileURL(file).href : `${served.origin}/index.html`);
        await opened.locator('.of-badge', { hasText: 'exact' }).waitFor();
        expect(complaints).toEqual([]);
        expect(await opened.locator('.of-title').textContent()).toBe('BTC-USDT \u00b7 10s \u00b7 UTC');
        const pixels = await opened.locator('.of-pane canvas').evaluateAll(countColors, PANE_COLORS);
        for (const [pane, counts] of pixels.entries()) {
          expect({ pane, hasAll: counts.every((count) => count > 20) }).toEqual({ pane, hasAll: true });
        }
        expect(await opened.locator('.of-note:visible').count()).toBe(0);
      } finally {
        await browser.close();
        served.close();
      }
    });
  },
);

/** What the panes show in the light theme: bought and sold, the OBI, the CVD. */
const PANE_COLORS = [['#0B63C5', '#B84A00'], ['#0B63C5', '#B84A00'], ['#2B3442'], ['#7A1FA2']];

/** The pixels of each canvas that have its colours, to the last bit. */
function countColors(
  canvases: readonly (HTMLElement | SVGElement)[],
  colors: readonly (readonly string[])[],
): readonly (readonly number[])[] {
  return canvases.map((canvas, pane) => {
    const { width, height } = canvas as HTMLCanvasElement;
    const { data } = (canvas as HTMLCanvasElement).getContext('2d')!.getImageData(0, 0, width - 80, height);
    return (colors[pane] ?? []).map((color) => {
      const wanted = [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16));
      let count = 0;
      for (let at = 0; at < data.length; at += 4) {
        if (wanted.every((channel, offset) => data[at + offset] === channel)) count++;
      }
      return count;
    });
  });
}

describe('the orderflow command, installed', { timeout: TOOL_TIMEOUT_MS }, () => {
  const command = join(prefix, 'bin/orderflow');
  const env = { ...process.env, PATH: `${dirname(process.execPath)}:${process.env.PATH}` };

  it('says how it is used', () => {
    expect(run([command, '--help'], project, env).stdout).toContain('Usage: orderflow');
  });

  it('makes a market and processes it', () => {
    run([command, 'generate', '--out', 'market.db', '--snapshots', '50', '--levels', '5', '--seed', '1'], project, env);
    run([command, 'process', 'market.db'], project, env);
    const { stdout } = run([command, 'analyze', 'market.db', '--json'], project, env);
    expect(JSON.parse(stdout)).toMatchObject({ summaries: [{ instrument: 'BTC-USDT', figures: { snapshots: 50 } }] });
  });

  it('runs a strategy of a file in a process of its own', () => {
    run([command, 'generate', '--out', 'own.db', '--snapshots', '50', '--levels', '5', '--seed', '1'], project, env);
    const code = `import type { Book } from '@orderflow/core';
      let levels = 0;
      export const strategy = {
        name: 'own',
        onBooktick(book: Book) { for (const { bids } of book) levels += bids.size; },
        finish: () => ({ strategy: 'own', summaries: [{ instrument: 'all', figures: { levels } }], alerts: [] }),
      };`;
    writeFileSync(join(project, 'own.ts'), code);
    const { stdout } = run([command, 'analyze', 'own.db', '--strategy', './own.ts', '--json'], project, env);
    expect(JSON.parse(stdout)).toMatchObject({ summaries: [{ figures: { levels: 250 } }] });
  });

  it('writes a report whose chart can be zoomed', () => {
    run([command, 'generate', '--out', 'page.db', '--snapshots', '50', '--levels', '5', '--seed', '1'], project, env);
    run([command, 'report', 'page.db', '--out', 'page.html'], project, env);
    const page = readFileSync(join(project, 'page.html'), 'utf8');
    expect(page).toContain('class="chart-series"');
    expect(page).toContain('<img src="data:image/png;base64,');
  });

  it('finds the worker threads of the repository', () => {
    run([command, 'generate', '--out', 'pool.db', '--snapshots', '50', '--levels', '5', '--seed', '1'], project, env);
    const script = join(project, 'pool.mjs');
    writeFileSync(
      script,
      `import { SnapshotPool, SQLiteOrderflowRepository } from '@orderflow/sqlite-repo';
      const pool = new SnapshotPool(2);
      const repository = SQLiteOrderflowRepository.connect('pool.db', { pool });
      let rows = 0;
      for await (const { count } of repository.iterateSnapshots({ order: 'id', batchSize: 10 }, null)) rows += count;
      repository.close();
      await pool.close();
      console.log(rows);`,
    );
    expect(run([process.execPath, script], project, env).stdout).toBe('50\n');
  });
});
