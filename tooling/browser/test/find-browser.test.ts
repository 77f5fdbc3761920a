import { expect, it } from 'vitest';
import { findBrowser, getBrowser, type Machine } from '../src/find-browser.ts';

interface Fake extends Machine {
  readonly said: string[];
  readonly ran: string[];
}

/** A machine with these files; the browser is there once `after` was run. */
function machineWith(files: readonly string[], parts: Partial<Machine> & { readonly after?: string } = {}): Fake {
  const said: string[] = [];
  const ran: string[] = [];
  const has = new Set(files);
  const run = (command: readonly string[]) => {
    ran.push(command.join(' '));
    if (parts.after !== undefined && command.join(' ').includes(parts.after)) has.add('/usr/bin/chromium');
    return parts.after !== undefined && (command.join(' ').includes(parts.after) || command.includes('update'));
  };
  return {
    env: { PATH: '/usr/local/bin:/usr/bin' },
    exists: (path) => has.has(path),
    playwrightPath: () => '/cache/chromium',
    isDebianRoot: () => false,
    run,
    say: (line) => said.push(line),
    note: () => undefined,
    said,
    ran,
    ...parts,
  };
}

it('takes the browser that is set, before one that is installed', () => {
  const env = { PATH: '/usr/bin', ORDERFLOW_BROWSER: '/opt/mine' };
  expect(findBrowser(machineWith(['/opt/mine', '/usr/bin/chromium'], { env }))).toBe('/opt/mine');
});

it('says what to do where the setting names no file', () => {
  const env = { ORDERFLOW_BROWSER: '/opt/none' };
  expect(() => findBrowser(machineWith([], { env }))).toThrow(/ORDERFLOW_BROWSER is \/opt\/none.*give the path/);
});

it('finds Chromium or Chrome on the PATH, and else that of Playwright', () => {
  expect(findBrowser(machineWith(['/usr/bin/google-chrome', '/cache/chromium']))).toBe('/usr/bin/google-chrome');
  expect(findBrowser(machineWith(['/cache/chromium']))).toBe('/cache/chromium');
  expect(findBrowser(machineWith([]))).toBeNull();
});

it('gets a browser by Playwright, and says so first', () => {
  const machine = machineWith([], { after: 'install chromium' });
  expect(getBrowser(machine)).toBe('/usr/bin/chromium');
  expect(machine.said[0]).toMatch(/No Chromium is installed\. Getting one/);
  expect(machine.ran).toHaveLength(1);
});

it("gets Debian's where Playwright fails and it may", () => {
  const machine = machineWith([], {
    after: '--no-install-recommends chromium fonts-dejavu-core',
    isDebianRoot: () => true,
  });
  expect(getBrowser(machine)).toBe('/usr/bin/chromium');
  expect(machine.ran.at(-1)).toMatch(/^apt-get install -y/);
});

it('gets nothing where that is turned off', () => {
  const machine = machineWith([], { env: { ORDERFLOW_NO_BROWSER_INSTALL: '1' }, after: 'install' });
  expect(getBrowser(machine)).toBeNull();
  expect(machine.ran).toEqual([]);
});
