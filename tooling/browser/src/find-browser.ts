import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from 'playwright';
import { thisProcess, type Voice } from './did-not-run.ts';

/** A path here is taken as it is. */
const BROWSER_SETTING = 'ORDERFLOW_BROWSER';

/** Set to anything but nothing, it forbids to get a browser. */
export const NO_INSTALL_SETTING = 'ORDERFLOW_NO_BROWSER_INSTALL';

const COMMANDS = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome'];
const MAC_APPLICATIONS = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/** What is looked at, and what can be done; tests put their own here. */
export interface Machine extends Voice {
  readonly exists: (path: string) => boolean;
  /** Where Playwright's own Chromium would be. */
  readonly playwrightPath: () => string;
  /** Whether it is Debian or Ubuntu, and we are root. */
  readonly isDebianRoot: () => boolean;
  /** Runs a command; whether it succeeded. */
  readonly run: (command: readonly string[]) => boolean;
}

/** The path of a Chromium: the one set, one installed, or Playwright's. null where there is none. */
export function findBrowser(machine: Machine = thisMachine()): string | null {
  const { env, exists } = machine;
  const set = env[BROWSER_SETTING];
  if (set) {
    if (exists(set)) return set;
    throw new Error(`${BROWSER_SETTING} is ${set}, where there is no file; give the path of a Chromium`);
  }
  const folders = (env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  const installed = COMMANDS.flatMap((command) => folders.map((folder) => join(folder, command)));
  return (
    [...installed, ...MAC_APPLICATIONS, machine.playwrightPath()].find((path) => path !== '' && exists(path)) ?? null
  );
}

/** The path of a Chromium; gets one where there is none and none of the settings forbids it, saying so first. */
export function getBrowser(machine: Machine = thisMachine()): string | null {
  const found = findBrowser(machine);
  if (found !== null || machine.env[NO_INSTALL_SETTING]) return found;
  machine.say(`No Chromium is installed. Getting one for the tests; ${NO_INSTALL_SETTING}=1 turns this off.`);
  for (const commands of waysToInstall(machine)) {
    for (const command of commands) machine.say(`  ${command.join(' ')}`);
    if (!commands.every((command) => machine.run(command))) continue;
    const got = findBrowser(machine);
    if (got !== null) return got;
  }
  return null;
}

function waysToInstall({ isDebianRoot }: Machine): readonly (readonly (readonly string[])[])[] {
  const playwright = [[process.execPath, playwrightCli(), 'install', 'chromium']];
  if (!isDebianRoot()) return [playwright];
  const packages = ['chromium', 'fonts-dejavu-core'];
  const debian = [
    ['apt-get', 'update', '-qq'],
    ['apt-get', 'install', '-y', '-qq', '--no-install-recommends', ...packages],
  ];
  return [playwright, debian];
}

function playwrightCli(): string {
  return join(import.meta.dirname, '../node_modules/playwright/cli.js');
}

/** The machine that this runs on. */
export function thisMachine(): Machine {
  return {
    ...thisProcess(),
    exists: existsSync,
    playwrightPath: () => chromium.executablePath(),
    isDebianRoot: () => process.getuid?.() === 0 && isDebian(),
    run: ([command = '', ...args]) => spawnSync(command, args, { stdio: ['ignore', 2, 2] }).status === 0,
  };
}

function isDebian(): boolean {
  const file = '/etc/os-release';
  return existsSync(file) && /^ID(_LIKE)?=.*(debian|ubuntu)/m.test(readFileSync(file, 'utf8'));
}
