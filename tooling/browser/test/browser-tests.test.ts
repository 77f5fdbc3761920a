import { expect, it } from 'vitest';
import { browserTests } from '../src/browser-tests.ts';
import type { Machine } from '../src/find-browser.ts';
import { hasBrowser } from '../src/has-browser.ts';

const PROJECT = { include: ['test/page/**/*.test.ts'] };

/** A machine with these files and settings, and all that it said. */
function machineWith(
  files: readonly string[],
  env: Machine['env'] = {},
): Machine & { readonly said: string[]; readonly noted: string[] } {
  const said: string[] = [];
  const noted: string[] = [];
  return {
    env: { PATH: '/usr/bin', ...env },
    exists: (path) => files.includes(path),
    playwrightPath: () => '',
    isDebianRoot: () => false,
    run: () => false,
    say: (line) => said.push(line),
    note: (line) => noted.push(line),
    said,
    noted,
  };
}

it('runs the tests in the browser that is there, and says nothing', () => {
  const machine = machineWith(['/usr/bin/chromium']);
  const [project, ...others] = browserTests(PROJECT, machine);
  expect(others).toEqual([]);
  expect(project).toMatchObject({ test: { name: 'browser', include: PROJECT.include, browser: { enabled: true } } });
  expect(hasBrowser('the journeys', machine)).toBe(true);
  expect(machine.said).toEqual([]);
});

it('says loudly which tests did not run where there is no browser', () => {
  const machine = machineWith([]);
  expect(browserTests(PROJECT, machine)).toEqual([]);
  expect(machine.said).toHaveLength(1);
  const [, above, message, below] = machine.said[0]!.split('\n');
  expect(message).toMatch(/^BROWSER TESTS DID NOT RUN: .*\(test\/page\/\*\*\/\*\.test\.ts\)\. Install one, or unset /);
  for (const line of [above, below]) expect(line).toMatch(/^!{80,}$/);
  expect(machine.noted).toEqual([message]);
});

it('fails where there is no browser and CI is set', () => {
  const machine = machineWith([], { CI: 'true' });
  expect(() => browserTests(PROJECT, machine)).toThrow('BROWSER TESTS DID NOT RUN');
  expect(() => hasBrowser('the journeys', machine)).toThrow('BROWSER TESTS DID NOT RUN');
});
