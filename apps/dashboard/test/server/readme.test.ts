import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { sampleFile, temporaryFolder } from './support/sample-files.ts';

const PACKAGE = new URL('../../', import.meta.url);
const read = (path: string) => readFileSync(new URL(path, PACKAGE), 'utf8');

describe('the README', () => {
  it('gives an example that runs', async () => {
    const folder = temporaryFolder();
    await sampleFile(folder, 'a.db');
    const [, code = ''] = /```ts\n([\s\S]*?)```/.exec(read('README.md')) ?? [];
    const example = code.replace("'captures'", JSON.stringify(folder));
    const parameters = ['--conditions=@orderflow/source', '--input-type=module-typescript', '--eval', example];
    const { stdout, stderr } = spawnSync(process.execPath, parameters, { cwd: PACKAGE, encoding: 'utf8' });
    expect({ stdout, stderr }).toEqual({ stdout: "[ 'BTC-USDT: 300 snapshots' ]\n", stderr: '' });
  });

  it('lists every export', () => {
    const names = [...read('src/server/index.ts').matchAll(/\{([^}]*)\}/g)]
      .flatMap(([, list = '']) => list.split(','))
      .map((entry) => entry.replace('type ', '').trim())
      .filter((name) => name !== '');
    expect(names.filter((name) => !read('README.md').includes(`\`${name}\``))).toEqual([]);
  });
});
