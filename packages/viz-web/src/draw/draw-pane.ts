import { barsBetween } from '../model/bars.ts';
import { lastValueOf } from '../model/last-value.ts';
import type { Line } from '../model/line.ts';
import type { Shade } from '../model/marker.ts';
import type { PaneName } from '../model/pane.ts';
import { hasContents } from '../model/pane-contents.ts';
import type { Scene } from '../model/scene.ts';
import { valueText } from '../model/value-text.ts';
import { drawCandles } from './candles.ts';
import { drawShades, drawThresholds, drawZero } from './guides.ts';
import { drawMiddle } from './middle.ts';
import type { PixelFrame } from './pixel-frame.ts';
import { drawValueTag } from './value-tag.ts';
import { drawVolume } from './volume.ts';

let rare: typeof import('./rare-content.ts') | null = null;

/** Loads what draws alerts, markers, runs and CVD candles where a scene has some; whether it must be drawn anew for that. */
export async function loadRareContent({ alerts, markers, equity, cvdAs }: Scene): Promise<boolean> {
  if (rare !== null || !(alerts.length || markers.length || equity || cvdAs !== 'line')) return false;
  rare = await import('./rare-content.ts');
  return true;
}

/** Draws what lies below a pane's grid and line: shades and gaps. */
export function drawBehind(frame: PixelFrame, scene: Scene): void {
  drawShades(frame, [...scene.shades, ...gapShades(scene.obi ?? scene.cvd)], scene.palette);
}

/** Draws what lies between the grid and the line: zero and threshold bands. */
export function drawGuides(frame: PixelFrame, scene: Scene, pane: PaneName): void {
  if (!hasContents(scene, pane)) return;
  if (pane === 'obi') drawThresholds(frame, scene.thresholds, scene.palette);
  if (pane === 'obi' || pane === 'volume') drawZero(frame, scene.palette);
}

/** Draws what a pane shows, but for a line. */
export function drawContent(frame: PixelFrame, scene: Scene, pane: PaneName): void {
  if (pane === 'candles') drawPriceBars(frame, scene);
  if (pane === 'volume' && scene.bars !== null) drawVolume(frame, scene.bars, scene.view, scene.palette);
  if (pane === 'obi' && scene.obi !== null) drawMiddle(frame, scene.obi, scene.view, scene.palette.obi);
  rare?.drawRareContent(frame, scene, pane);
}

/** Draws the tag of the last value on a pane's axis. */
export function drawLastValue(frame: PixelFrame, scene: Scene, pane: PaneName): void {
  const last = lastValueOf(scene, pane);
  if (last === null) return;
  const { value, tone } = last;
  const tag = { value, text: valueText(scene, pane, value), color: scene.palette[tone], hasLine: pane === 'candles' };
  drawValueTag(frame, tag, scene.palette);
}

function drawPriceBars(frame: PixelFrame, { bars, view, palette }: Scene): void {
  for (const run of bars?.runs ?? []) {
    const [first, end] = barsBetween(run, view);
    drawCandles(frame, run.bars, { first, end, windowMs: run.windowMs }, palette);
  }
}

function gapShades(line: Line | null): readonly Shade[] {
  const shades: Shade[] = [];
  for (let at = 0; line !== null && at < line.gaps.length; at += 2) {
    shades.push({ start: line.gaps[at]!, end: line.gaps[at + 1]! });
  }
  return shades;
}
