import { spawnSync } from 'node:child_process';

/** Compiles the module that it is given, without running it. */
const COMPILE = `
  import { readFileSync } from 'node:fs';
  import { stripTypeScriptTypes } from 'node:module';
  import { SourceTextModule } from 'node:vm';
  const path = process.argv[1];
  const source = readFileSync(path, 'utf8');
  new SourceTextModule(path.endsWith('ts') ? stripTypeScriptTypes(source) : source, { identifier: 'module' });
`;
const FLAGS = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning', '--input-type=module'];

/**
 * The line at which the engine rejects a module; null where it accepts it. The error of an import does not tell, that of
 * a bare compilation does: a child process has the flag for it.
 */
export function lineOfSyntaxError(path: string): number | null {
  const { stderr } = spawnSync(process.execPath, [...FLAGS, '--eval', COMPILE, path], { encoding: 'utf8' });
  const line = /^module:(\d+)/m.exec(stderr)?.[1];
  return line === undefined ? null : Number(line);
}
