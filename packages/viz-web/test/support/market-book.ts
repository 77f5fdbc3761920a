import {
  Book,
  CvdAccumulator,
  generateMarket,
  type MarketOptions,
  type MetricColumns,
  SnapshotMetrics,
  TradeColumnsBuilder,
} from '@orderflow/core';

/** What is taken out of a generated market. */
export interface MarketBookOptions extends MarketOptions {
  readonly withoutTrades?: boolean;
}

/** A seeded market as one book in memory, processed by core. */
export function marketBook({ withoutTrades = false, ...options }: MarketBookOptions): Book {
  const [instrument = 'BTC-USDT'] = (options.instruments ?? []) as string[];
  const trades = new TradeColumnsBuilder();
  const rows: number[][] = [];
  const cvd = new CvdAccumulator();
  const metrics = new SnapshotMetrics(null);
  const encoder = new TextEncoder();
  const waiting: { readonly at: number; readonly signed: number }[] = [];
  for (const batch of generateMarket({ levels: 5, ...options, instruments: [instrument] })) {
    for (const trade of withoutTrades ? [] : batch.trades) {
      const at = Number(trade.timestamp);
      const side = trade.side === 'buy' ? 1 : -1;
      trades.start(trade.id, 0, at, 0);
      trades.add(trade.price!, trade.size!, side, trade.tradeId);
      waiting.push({ at, signed: side * trade.size! });
    }
    for (const row of batch.book) {
      const [bids, asks] = [encoder.encode(row.bids!), encoder.encode(row.asks!)];
      const text = new Uint8Array(bids.length + asks.length);
      text.set(bids);
      text.set(asks, bids.length);
      metrics.computeText(text, 0, bids.length, text.length);
      rows.push([row.id, Number(row.timestamp), metrics.obi, 0, metrics.bestBid, metrics.bestAsk]);
    }
  }
  let next = 0;
  const tradeEnds = rows.map((row) => {
    while (next < waiting.length && waiting[next]!.at <= row[1]!) {
      cvd.add(waiting[next]!.signed, waiting[next]!.at);
      next++;
    }
    row[3] = cvd.total;
    return next;
  });
  return new Book({
    instrument,
    metrics: metricsOf(rows, instrument),
    trades: trades.build([instrument]),
    tradeEnds: Uint32Array.from(tradeEnds),
  });
}

function metricsOf(rows: readonly (readonly number[])[], instrument: string): MetricColumns {
  const column = (field: number) => Float64Array.from(rows, (row) => row[field]!);
  return {
    count: rows.length,
    instruments: new Uint32Array(rows.length),
    instrumentNames: [instrument],
    nanoseconds: new Uint32Array(rows.length),
    timestampTexts: [],
    snapshotIds: column(0),
    timestamps: column(1),
    obi: column(2),
    cvd: column(3),
    bestBid: column(4),
    bestAsk: column(5),
  };
}
