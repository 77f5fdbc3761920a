import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const PACKAGE_FOLDERS = ['packages', 'apps', 'tooling'];
const FILES_BEHIND_INSTALL = ['package.json', 'pnpm-lock.yaml', 'pnpm-workspace.yaml'];

/**
 * The part of a manifest that is looked at here.
 * @typedef {object} Manifest
 * @property {string} name
 * @property {boolean} [private]
 * @property {Record<string, string>} [scripts]
 * @property {Record<string, string>} [dependencies]
 * @property {Record<string, string>} [devDependencies]
 */

/**
 * A package of the workspace.
 * @typedef {object} WorkspacePackage
 * @property {string} folder its folder, relative to the root
 * @property {Manifest} manifest
 */

/**
 * The packages of the workspace at `root`, in the order of their folders.
 * @param {string} root
 * @returns {WorkspacePackage[]}
 */
export function workspacePackages(root) {
  return PACKAGE_FOLDERS.flatMap((parent) => childFolders(join(root, parent)).map((name) => `${parent}/${name}`))
    .filter((folder) => existsSync(join(root, folder, 'package.json')))
    .map((folder) => ({ folder, manifest: JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8')) }));
}

/** @param {string} folder */
function childFolders(folder) {
  if (!existsSync(folder)) return [];
  const entries = readdirSync(folder, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}

/**
 * A digest of everything that decides what an installation of the workspace at `root` holds.
 * @param {string} root
 * @returns {string}
 */
export function installFingerprint(root) {
  const hash = createHash('sha256').update(`${process.platform} ${process.arch}`);
  const manifests = workspacePackages(root).map(({ folder }) => `${folder}/package.json`);
  for (const file of [...FILES_BEHIND_INSTALL, ...manifests]) {
    hash.update(`\n${file}\n`).update(readFileSync(join(root, file)));
  }
  return hash.digest('hex');
}

/**
 * The Node binary that the workspace at `root` pins; it is there once packages are installed.
 * @param {string} root
 * @returns {string}
 */
export function pinnedNode(root) {
  return join(root, 'node_modules', 'node', 'bin', 'node');
}
