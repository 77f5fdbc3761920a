import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { makeTally } from '../src/index.ts';

const folder = mkdtempSync(join(tmpdir(), 'orderflow-torture-'));

// Hooks run in reverse order: this one sees what the tally left.
afterAll(() => {
  const tally = JSON.parse(readFileSync(join(folder, 'tallies-themselves.json'), 'utf8'));
  rmSync(folder, { recursive: true });
  expect(tally).toMatchObject({
    suite: 'tallies',
    part: 'themselves',
    counts: { 'things counted': 4, 'others counted': 1 },
    leftOut: { flights: 'there are no wings' },
  });
});
const tally = makeTally('tallies', 'themselves', folder);

it('adds up counts by kind', () => {
  tally.count('things counted');
  tally.count('things counted', 3);
  tally.count('others counted');
  tally.leaveOut('flights', 'there are no wings');
});
