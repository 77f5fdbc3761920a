import { expect, it } from 'vitest';
import { PALETTES, type ThemeName } from '../../src/model/theme.ts';

/** WCAG 2.2: text below 18 pt. */
const AA_TEXT = 4.5;
/** What the palettes promise. */
const PROMISED = 4.9;

/** Relative luminance of sRGB, by WCAG 2.2. */
function luminance(color: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(color.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
}

function contrast(one: string, other: string): number {
  const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high! + 0.05) / (low! + 0.05);
}

it('reckons black on white as 21 to 1', () => {
  expect(contrast('#000000', '#FFFFFF')).toBeCloseTo(21, 9);
});

it.each(['dark', 'light'] satisfies ThemeName[])('can be read on background and panel: %s', (theme) => {
  const { background, panel, grid: _, ...inks } = PALETTES[theme];
  for (const [name, color] of Object.entries(inks)) {
    expect({ name, isReadable: contrast(color, background) >= PROMISED }).toEqual({ name, isReadable: true });
    expect({ name, isReadable: contrast(color, panel) >= AA_TEXT }).toEqual({ name, isReadable: true });
    // Tags are written in the background's color on the ink.
    expect(contrast(background, color)).toBeGreaterThanOrEqual(AA_TEXT);
  }
});
