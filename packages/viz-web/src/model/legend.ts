import { type BarPlace, barAtTime, lastBarBefore } from './bars.ts';
import type { LegendItem } from './legend-item.ts';
import { valueAt } from './line.ts';
import { formatFixed, formatObi, formatPercent, formatSignedVolume, formatVolume, NO_VALUE } from './number-format.ts';
import type { PaneName } from './pane.ts';
import type { Scene } from './scene.ts';
import { formatWindow } from './time-format.ts';

/** The legend of a pane at a moment; null takes the last bar in view. */
export function legendOf(scene: Scene, pane: PaneName, instrument: string, at: number | null): readonly LegendItem[] {
  const bars = scene.bars;
  const place = bars === null ? null : at === null ? lastBarBefore(bars, scene.view.end) : barAtTime(bars, at);
  switch (pane) {
    case 'candles':
      return priceItems(scene, instrument, place);
    case 'volume':
      return volumeItems(place, bars?.basis === 'mid');
    case 'obi':
      return [{ label: 'OBI', value: formatObi(lineValue(scene, 'obi', at)), tone: 'obi' }];
    case 'cvd':
      return [
        { label: 'CVD', value: formatVolume(lineValue(scene, 'cvd', at)), tone: 'cvd' },
        deltaItem(place, bars?.basis === 'mid'),
      ];
    case 'equity':
      return scene.equity?.legendOf(scene.view, at) ?? [];
  }
}

function priceItems({ bars, decimals }: Scene, instrument: string, place: BarPlace | null): readonly LegendItem[] {
  const seconds = (place?.run.windowMs ?? bars?.windowMs ?? 0) / 1000;
  const title = [instrument, ...(seconds > 0 ? [formatWindow(seconds)] : []), 'UTC'].join(' \u00b7 ');
  const basis = bars?.basis === 'mid' ? [{ label: '', value: 'mid', tone: 'axisText' } as const] : [];
  const columns = place?.run.bars;
  const at = place?.index ?? 0;
  const change = columns === undefined ? Number.NaN : changeOf(place!);
  const tone = change >= 0 ? 'buy' : 'sell';
  const price = (label: string, values: Float64Array | undefined): LegendItem => ({
    label,
    value: values === undefined ? NO_VALUE : formatFixed(values[at]!, decimals),
    tone: 'text',
  });
  return [
    { label: '', value: title, tone: 'text' },
    ...basis,
    price('O', columns?.opens),
    price('H', columns?.highs),
    price('L', columns?.lows),
    price('C', columns?.closes),
    { label: '', value: formatPercent(change), tone },
  ];
}

/** The change since the bar before, or within the bar where there is none right before it. */
function changeOf({ run, index }: BarPlace): number {
  const { timestamps, opens, closes } = run.bars;
  const isAdjacent = index > 0 && timestamps[index]! - timestamps[index - 1]! === run.windowMs;
  const before = isAdjacent ? closes[index - 1]! : opens[index]!;
  return closes[index]! / before - 1;
}

function volumeItems(place: BarPlace | null, hasNoTrades: boolean): readonly LegendItem[] {
  const columns = hasNoTrades ? undefined : place?.run.bars;
  const bought = columns?.buyVolumes[place!.index] ?? Number.NaN;
  const sold = columns?.sellVolumes[place!.index] ?? Number.NaN;
  return [
    { label: 'Vol', value: formatVolume(bought + sold), tone: 'text' },
    { label: 'B', value: formatVolume(bought), tone: 'buy' },
    { label: 'S', value: formatVolume(sold), tone: 'sell' },
  ];
}

function deltaItem(place: BarPlace | null, hasNoTrades: boolean): LegendItem {
  if (place === null || hasNoTrades) return { label: '\u0394', value: NO_VALUE, tone: 'text' };
  const delta = place.run.bars.buyVolumes[place.index]! - place.run.bars.sellVolumes[place.index]!;
  return { label: '\u0394', value: formatSignedVolume(delta), tone: delta >= 0 ? 'buy' : 'sell' };
}

function lineValue(scene: Scene, series: 'obi' | 'cvd', at: number | null): number {
  const line = scene[series];
  return line === null ? Number.NaN : valueAt(line, at ?? scene.view.end);
}
