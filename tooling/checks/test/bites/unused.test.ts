import { describe, expect, it } from 'vitest';
import { plantedWorkspace } from './planted-workspace.ts';

const KNIP_TIMEOUT_MS = 300_000;

const workspace = plantedWorkspace();

function expectFinding(heading: RegExp, ...words: readonly string[]): void {
  const { exitCode, output } = workspace.run('knip', []);
  expect(output).toMatch(heading);
  for (const word of words) expect(output).toContain(word);
  expect(exitCode).toBe(1);
}

describe('knip', { timeout: KNIP_TIMEOUT_MS }, () => {
  it('passes the workspace as it stands', () => {
    const { exitCode, output } = workspace.run('knip', []);
    expect(exitCode, output).toBe(0);
  });

  it('finds an unused file', () => {
    workspace.plant('packages/core/src/planted.ts', 'export const planted = 1;\n');
    expectFinding(/^Unused files/m, 'packages/core/src/planted.ts');
  });

  it('finds an unused export', () => {
    workspace.append('packages/core/src/metrics/compensated-sum.ts', '\nexport const planted = 1;\n');
    expectFinding(/^Unused exports/m, 'planted', 'compensated-sum.ts');
  });

  it.each(['dependencies', 'devDependencies'] as const)('finds an unused entry of %s', (kind) => {
    workspace.addDependency('packages/strategies', kind, 'left-pad', '1.3.0');
    expectFinding(new RegExp(`^Unused ${kind}`, 'm'), 'left-pad', 'packages/strategies/package.json');
  });

  it('finds a dependency that no manifest declares', () => {
    workspace.append('packages/strategies/src/index.ts', "\nexport { planted } from 'left-pad';\n");
    expectFinding(/^Unlisted dependencies/m, 'left-pad', 'packages/strategies/src/index.ts');
  });

  it('finds an import that leads nowhere', () => {
    workspace.append('packages/strategies/src/index.ts', "\nexport { planted } from './planted.ts';\n");
    expectFinding(/^Unresolved imports/m, './planted.ts');
  });
});
