import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './packed-packages.ts';
import { ROOT } from './workspace-copy.ts';

/** What pnpm tells of a package. */
interface Licensed {
  readonly name: string;
}

/** A package of one system alone: the package that chooses it stands for it. */
const OF_ONE_SYSTEM = /[-/](?:linux|darwin|win32|freebsd|android)(?:-|$)|^fsevents$/;
const SCRIPTS = ['preinstall', 'install', 'postinstall'];
const STORE = join(ROOT, 'node_modules', '.pnpm');

/** The installed packages by licence, in order; of the published packages alone, or of all. */
export function licencesOf(which: 'published' | 'all'): ReadonlyMap<string, readonly string[]> {
  const filters = which === 'published' ? ['--filter=./packages/*', '--filter=./apps/*'] : ['--recursive'];
  const words = [...filters, 'licenses', 'list', '--json', ...(which === 'published' ? ['--prod'] : [])];
  const licences: Readonly<Record<string, readonly Licensed[]>> = JSON.parse(pnpm(words));
  const sorted = Object.entries(licences).sort(([a], [b]) => (a < b ? -1 : 1));
  const named = sorted.map(([licence, packages]) => [licence, namesOf(packages)] as const);
  return new Map(named.filter(([, names]) => names.length > 0));
}

function namesOf(packages: readonly Licensed[]): readonly string[] {
  const names = packages.map(({ name }) => name).filter((name) => !OF_ONE_SYSTEM.test(name));
  return [...new Set(names)].sort();
}

/** The installed packages that run scripts of their own where they are installed. */
export function packagesWithScripts(): readonly string[] {
  const folders = readdirSync(STORE).flatMap((entry) => packagesIn(join(STORE, entry, 'node_modules')));
  const found = folders.filter((folder) => existsSync(join(folder, 'package.json'))).flatMap(nameOfScripted);
  return [...new Set(found)].sort();
}

function nameOfScripted(folder: string): readonly string[] {
  const { name, scripts = {} } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  // Where there is such a file and no script, npm and pnpm compile.
  const isScripted = SCRIPTS.some((script) => script in scripts) || existsSync(join(folder, 'binding.gyp'));
  return isScripted ? [name] : [];
}

/** The packages that lie in a folder, and not those that it links to. */
function packagesIn(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  const entries = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return entries.flatMap(({ name }) => {
    const path = join(folder, name);
    return name.startsWith('@') ? packagesIn(path) : [path];
  });
}

function pnpm(words: readonly string[]): string {
  const { devEngines } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  return run(['npx', '--yes', `pnpm@${devEngines.packageManager.version}`, ...words], ROOT).stdout;
}
