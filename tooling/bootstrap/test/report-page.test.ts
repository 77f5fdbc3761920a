import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isPageBuilt, sourcesLine } from '../src/report-page.mjs';
import { workspaceFolder, writeFileIn } from './workspace-folder.ts';

const SCRIPT = 'apps/cli/dist/report-page.js';
const SOURCES = {
  'pnpm-lock.yaml': 'lockfileVersion: 9',
  'apps/cli/vite.config.ts': 'build();',
  'apps/cli/src/client/main.ts': 'draw();',
  'apps/cli/src/commands/report.ts': 'write();',
  'packages/core/src/archive/archive.ts': 'read();',
};

function builtWorkspace(): string {
  const root = workspaceFolder(SOURCES);
  writeFileIn(root, SCRIPT, `run();${sourcesLine(root)}`);
  return root;
}

describe('isPageBuilt', () => {
  it('holds for a script of these sources', () => {
    expect(isPageBuilt(builtWorkspace())).toBe(true);
  });

  it('does not hold before the first build, and for a script that says nothing', () => {
    const root = builtWorkspace();
    const script = readFileSync(join(root, SCRIPT), 'utf8');
    writeFileIn(root, SCRIPT, script.split('\n')[0] ?? '');
    expect(isPageBuilt(root)).toBe(false);
    rmSync(join(root, SCRIPT));
    expect(isPageBuilt(root)).toBe(false);
  });

  it.each(['pnpm-lock.yaml', 'apps/cli/src/client/main.ts', 'packages/core/src/archive/archive.ts'])(
    'ends to hold when %s changes',
    (file) => {
      const root = builtWorkspace();
      writeFileIn(root, file, 'changed');
      expect(isPageBuilt(root)).toBe(false);
    },
  );

  it('holds whatever becomes of the rest', () => {
    const root = builtWorkspace();
    writeFileIn(root, 'apps/cli/src/commands/report.ts', 'changed');
    expect(isPageBuilt(root)).toBe(true);
  });
});
