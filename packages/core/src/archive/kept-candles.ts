import type { BarColumns } from '../bars/bar.ts';
import type { CandleQuery, CandleSeries } from '../ports/series-repository.ts';
import { CANDLE_FIELDS } from '../pyramid/candle-record.ts';
import { countRowsBefore } from '../pyramid/row-columns.ts';
import { CandleCollector } from '../series/candle-collector.ts';
import { LONGEST_WINDOW_SECONDS, legibleWindow } from '../series/legible-window.ts';
import { spanOf, widen } from '../series/series-span.ts';

/** What a range of candles is drawn from: candles of the length asked for, or of the next one that can be composed. */
export function answerWithCandles(kept: CandleSeries, { range = {}, pixels, ...query }: CandleQuery): CandleSeries {
  const asked = spanOf(range, { first: kept.start, last: kept.end - 1 });
  const legible = legibleWindow(query.windowSeconds, asked.end - asked.start, pixels);
  const windowSeconds = composableWindow(kept.windowSeconds, legible);
  const span = widen(asked, 1000 * windowSeconds);
  const { bars, instrument } = kept;
  const [from, to] = [countRowsBefore(bars, span.start), countRowsBefore(bars, span.end)];
  if (windowSeconds === kept.windowSeconds) return { ...kept, ...span, bars: barsBetween(bars, from, to) };
  const collector = new CandleCollector(windowSeconds, span.start, span.end);
  const record = new Float64Array(CANDLE_FIELDS);
  for (let bar = from; bar < to; bar++) {
    writeBar(record, bars, bar);
    collector.add(record, 0);
  }
  return { ...kept, ...span, windowSeconds, bars: collector.build(instrument) };
}

/** The smallest multiple of both lengths; the kept length where that is longer than a day. */
function composableWindow(keptSeconds: number, wantedSeconds: number): number {
  const multiple = (wantedSeconds / greatestDivisor(keptSeconds, wantedSeconds)) * keptSeconds;
  return multiple <= LONGEST_WINDOW_SECONDS ? multiple : keptSeconds;
}

function greatestDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestDivisor(b, a % b);
}

function barsBetween(bars: BarColumns, from: number, to: number): BarColumns {
  const part = <Column extends Float64Array | Uint32Array>(column: Column) => column.subarray(from, to) as Column;
  return {
    count: to - from,
    instrumentNames: bars.instrumentNames,
    instruments: part(bars.instruments),
    timestamps: part(bars.timestamps),
    opens: part(bars.opens),
    highs: part(bars.highs),
    lows: part(bars.lows),
    closes: part(bars.closes),
    buyVolumes: part(bars.buyVolumes),
    sellVolumes: part(bars.sellVolumes),
    tradeCounts: part(bars.tradeCounts),
  };
}

function writeBar(record: Float64Array, bars: BarColumns, bar: number): void {
  record[0] = bars.timestamps[bar]!;
  record[1] = bars.tradeCounts[bar]!;
  record[2] = bars.opens[bar]!;
  record[3] = bars.highs[bar]!;
  record[4] = bars.lows[bar]!;
  record[5] = bars.closes[bar]!;
  record[6] = bars.buyVolumes[bar]!;
  record[8] = bars.sellVolumes[bar]!;
}
