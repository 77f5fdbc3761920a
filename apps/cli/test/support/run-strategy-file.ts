import { Book, DEFAULT_CONFIGURATION, OrderflowError } from '@orderflow/core';
import { loadStrategyFile } from '../../src/strategy-file.ts';

/** Loads each strategy file that is named on the command line, runs it over an empty book, and prints what came of it. */
const results = [];
for (const file of process.argv.slice(2)) results.push(await run(file));
process.stdout.write(JSON.stringify(results));

async function run(file: string): Promise<unknown> {
  try {
    const strategy = await loadStrategyFile(file, { ...DEFAULT_CONFIGURATION, batchSize: 7 });
    await strategy.onBooktick(emptyBook());
    return { reads: strategy.reads, report: await strategy.finish() };
  } catch (error) {
    if (!(error instanceof OrderflowError)) throw error;
    return { code: error.code, message: error.message, hasCause: error.cause !== undefined };
  }
}

function emptyBook(): Book {
  const none = new Float64Array(0);
  const shared = {
    count: 0,
    instruments: new Uint32Array(0),
    instrumentNames: [],
    timestamps: none,
    nanoseconds: new Uint32Array(0),
  };
  return new Book({
    instrument: 'BTCUSDT',
    metrics: { ...shared, snapshotIds: none, timestampTexts: [], obi: none, cvd: none, bestBid: none, bestAsk: none },
    trades: { ...shared, ids: none, prices: none, sizes: none, sides: new Int8Array(0), tradeIds: [] },
    tradeEnds: new Uint32Array(0),
  });
}
