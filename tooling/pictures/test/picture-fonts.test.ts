import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { fontEnvironment, fontTrouble, PROBES } from '../src/picture-fonts.ts';

const WIDTHS = PROBES.map(({ width }) => width);

it('takes texts of the right widths for DejaVu Sans, and says what else they are', () => {
  expect(fontTrouble(WIDTHS)).toBeNull();
  expect(fontTrouble(WIDTHS.map((width) => width + 0.4))).toBeNull();
  expect(fontTrouble([WIDTHS[0]!, 1200, WIDTHS[2]!])).toMatch(
    /^“Order flow 0123456789” is 1200\.0 pixels wide in bold 100px system-ui, not 1323\.7: the font is not DejaVu Sans\./,
  );
  expect(fontTrouble([])).toMatch(/fonts-dejavu-core/);
});

it('points fontconfig at a file that knows DejaVu alone', () => {
  const folder = mkdtempSync(join(tmpdir(), 'orderflow-fonts-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const { FONTCONFIG_FILE = '' } = fontEnvironment(folder);
  expect(readFileSync(FONTCONFIG_FILE, 'utf8').match(/<string>.*<\/string>/g)).toEqual([
    '<string>DejaVu Sans</string>',
    '<string>DejaVu Sans Mono</string>',
  ]);
});
