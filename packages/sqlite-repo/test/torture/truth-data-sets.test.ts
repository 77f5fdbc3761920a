import { DataSet, DEFAULT_CONFIGURATION, type MetricSettings, parseTimestamp } from '@orderflow/core';
import { makeRandom, makeTally, SEED, TIMEOUT, times } from '@orderflow/torture';
import { describe, expect, it } from 'vitest';
import { SQLiteOrderflowRepository } from '../../src/sqlite-orderflow-repository.ts';
import { processFile } from '../support/files.ts';
import { appendOddRows, makeOddFile, type OddRow, type OddRows, TYPED } from '../support/odd-database.ts';
import { wantedOutcome } from '../support/plain-database.ts';
import { bookRow, START, tradeRow } from '../support/rows.ts';

const DATA_SETS = 6;
const ROWS = 150;
const DAY_MS = 86_400_000;
const SPAN_MS = 3.5 * DAY_MS;
const INSTRUMENTS = ['BTC', 'ETH'];

const tally = makeTally('truth', 'data sets');

/** Rows of some days, in order of time, of two instruments with many rows each; times often repeat. */
function rowsOfDays(random: () => number): OddRows {
  const moments = Array.from({ length: ROWS }, () => START + Math.floor(random() * SPAN_MS))
    .flatMap((ms) => (random() < 0.3 ? [ms, ms] : [ms]))
    .sort((a, b) => a - b);
  const pick = <Value>(values: readonly Value[]) => values[Math.floor(random() * values.length)]!;
  return {
    book: moments.map((ms, index): OddRow => {
      const bids = `[[99,${1 + index}],[98,0.5]]`;
      const { id, instrument, asks, timestamp } = bookRow(index + 1, {
        instrument: pick(INSTRUMENTS),
        timestamp: `${ms}`,
      });
      return [id as number, instrument, bids, asks, timestamp];
    }),
    trades: moments.map((ms, index): OddRow => {
      const at = random() < 0.3 ? ms : ms + Math.floor(random() * 1000);
      const size = Number((random() * 5 + 0.001).toFixed(3));
      const trade = tradeRow(index + 1, {
        instrument: pick(INSTRUMENTS),
        timestamp: `${at}`,
        side: pick(['buy', 'sell']),
        size,
      });
      return [
        trade.id as number,
        trade.instrument,
        trade.tradeId,
        trade.price,
        trade.size,
        trade.side,
        trade.timestamp,
      ];
    }),
  };
}

function timeOf(row: OddRow): number {
  return Number(row.at(-1));
}

/** The rows from one moment to before another. */
function between({ book, trades }: OddRows, from: number, to: number): OddRows {
  const lies = (row: OddRow) => timeOf(row) >= from && timeOf(row) < to;
  return { book: book.filter(lies), trades: trades.filter(lies) };
}

/** What the CVD of one instrument must be on the day of each of its snapshots. */
function dailyCvds(rows: OddRows, settings: MetricSettings, instrument: string): readonly number[] {
  const snapshots = rows.book
    .filter((row) => row[1] === instrument)
    .sort((a, b) => timeOf(a) - timeOf(b) || a[0] - b[0]);
  const moments = new Set(snapshots.map(timeOf));
  return snapshots.map((snapshot) => {
    const at = timeOf(snapshot);
    const counted = rows.trades.filter((trade) => {
      const time = timeOf(trade);
      const isToday = Math.floor(time / DAY_MS) === Math.floor(at / DAY_MS);
      return (
        trade[1] === instrument && time <= at && isToday && (settings.tradeMatching === 'window' || moments.has(time))
      );
    });
    return counted.reduce((sum, trade) => sum + (trade[5] === 'buy' ? 1 : -1) * Number(trade[4]), 0);
  });
}

describe.each(Array.from({ length: times(DATA_SETS) }, (_, index) => 1000 * SEED + index))(
  'a data set of files that were cut anywhere (seed %i)',
  { timeout: TIMEOUT },
  (seed) => {
    it('has the metrics of one file, and a CVD of its own every day', async () => {
      const random = makeRandom(seed);
      const settings: MetricSettings = { ...DEFAULT_CONFIGURATION, tradeMatching: seed % 2 === 0 ? 'window' : 'exact' };
      const rows = rowsOfDays(random);
      const union = makeOddFile(TYPED);
      appendOddRows(union, rows);
      const { metrics } = wantedOutcome(union, settings);
      const cuts = Array.from({ length: 3 }, () => START + Math.floor((0.1 + 0.8 * random()) * SPAN_MS)).sort(
        (a, b) => a - b,
      );
      const files = [0, ...cuts].map((from, index) => {
        const path = makeOddFile(TYPED);
        appendOddRows(path, between(rows, from, cuts[index] ?? Number.POSITIVE_INFINITY));
        return path;
      });
      for (const path of files) if (random() < 0.7) await processFile(path, { settings });
      const repositories = files.map((path) => SQLiteOrderflowRepository.connect(path));
      try {
        const sources = repositories.map((repository) => ({ repository, metrics: repository }));
        const dataSet = await DataSet.open(sources, { settings, batchSize: 1 + Math.floor(random() * 40) });
        for (const instrument of INSTRUMENTS) {
          const wanted = metrics.filter((metric) => metric.instrument === instrument);
          const found = await metricsOf(dataSet, instrument, 'none');
          expect(found.map(({ timestamp, obi }) => [timestamp, obi])).toEqual(
            wanted.map(({ timestamp, obi }) => [parseTimestamp(timestamp)!.timestamp, expect.closeTo(obi, 12)]),
          );
          expectClose(
            found,
            wanted.map(({ cvd }) => cvd),
          );
          expectClose(await metricsOf(dataSet, instrument, 'day'), dailyCvds(rows, settings, instrument));
          tally.count('metrics over several files', 2 * found.length);
        }
      } finally {
        for (const repository of repositories) repository.close();
      }
    });
  },
);

interface Found {
  readonly timestamp: number;
  readonly obi: number;
  readonly cvd: number;
}

async function metricsOf(dataSet: DataSet, instrument: string, cvdReset: 'none' | 'day'): Promise<readonly Found[]> {
  const found: Found[] = [];
  for await (const { count, timestamps, obi, cvd } of dataSet.iterateMetrics({ instrument, cvdReset })) {
    for (let row = 0; row < count; row++) found.push({ timestamp: timestamps[row]!, obi: obi[row]!, cvd: cvd[row]! });
  }
  return found;
}

function expectClose(found: readonly Found[], wanted: readonly number[]): void {
  expect(found.map(({ cvd }) => cvd)).toEqual(wanted.map((cvd) => expect.closeTo(cvd, 9)));
}
