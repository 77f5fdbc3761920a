import {
  CROSS,
  DataSetMarket,
  MAKER_MODELS,
  type Market,
  makeBpsFees,
  makeConstantLatency,
  ParsedMarket,
  runBand,
} from '@orderflow/backtest';
import { type BacktestStrategy, DataSet, DEFAULT_CONFIGURATION, type Feature } from '@orderflow/core';
import { SQLiteOrderflowRepository } from '@orderflow/sqlite-repo';
import { makeTradingStrategy } from '@orderflow/strategies';
import type { BacktestMeasure } from './backtest-measures.ts';
import { checkKept, keepColumns, loadKept, openKept, readKept } from './kept-columns.ts';

/**
 * `backtest-child.ts FILE` keeps the columns of a file; with a name and a number it prints as JSON how many seconds
 * backtests of it took, so often behind two that warm the compilers up.
 */
const [file = '', name, rounds = '1'] = process.argv.slice(2);
const WARM_UP = 2;

const repository = SQLiteOrderflowRepository.connect(file);
const settings = DEFAULT_CONFIGURATION;
const dataSet = await DataSet.open([{ repository, metrics: repository }], { settings, batchSize: 1000 });
if (name === undefined) await keepColumns(file, dataSet);
else process.stdout.write(JSON.stringify(await measure(name as BacktestMeasure)));
repository.close();

async function measure(what: BacktestMeasure): Promise<readonly number[]> {
  const run = await makeRun(what);
  const seconds: number[] = [];
  for (let round = -WARM_UP; round < Number(rounds); round++) {
    const start = performance.now();
    await run();
    if (round >= 0) seconds.push((performance.now() - start) / 1000);
  }
  return seconds;
}

async function makeRun(what: BacktestMeasure): Promise<() => Promise<void> | void> {
  const source = (features: readonly Feature[]) => new DataSetMarket(dataSet, { features });
  const kept = what.includes('memory') ? await loadKept(file) : openKept(file);
  const columns = (features: readonly Feature[]) => new ParsedMarket(kept, { features });
  const empty = (): BacktestStrategy => ({ name: 'empty' });
  const taker = () => makeTradingStrategy('obi-taker', { entryObi: 0.8 });
  const maker = () => makeTradingStrategy('obi-market-maker');
  const runs: Readonly<Record<BacktestMeasure, () => Promise<void> | void>> = {
    'parsing alone': () => drain(source([])),
    'checking kept columns': () => checkKept(file),
    'reading kept columns': () => drain(columns([])),
    'reading kept columns, with OBI': () => drain(columns(['obi'])),
    'empty strategy, parsing': () => play(source([]), empty),
    'empty strategy, kept columns': () => play(columns([]), empty),
    'empty strategy, columns in memory': () => play(columns([]), empty),
    'OBI taker, parsing': () => play(source(['obi']), taker),
    'OBI taker, kept columns': () => play(columns(['obi']), taker),
    'OBI taker, columns in memory': () => play(columns(['obi']), taker),
    'OBI taker, kept columns, band': () => play(columns(['obi']), taker, true),
    'OBI market maker, kept columns': () => play(columns(['obi']), maker),
  };
  return runs[what];
}

async function drain(market: Market): Promise<void> {
  let count = 0;
  for await (const chunk of market.chunks()) count += chunk.count;
  checkEvents(count);
}

async function play(market: Market, makeStrategy: () => BacktestStrategy, isBand = false): Promise<void> {
  const [result] = await runBand(market, makeStrategy, {
    makerModels: isBand ? MAKER_MODELS : [CROSS],
    fees: makeBpsFees({ makerFeeBps: 2, takerFeeBps: 5 }),
    latency: makeConstantLatency({ feedLatencyMs: 5, orderLatencyMs: 5, responseLatencyMs: 5 }),
    initialCash: 100_000,
    sampleMs: 10_000,
  });
  checkEvents(result!.books + result!.trades);
}

function checkEvents(count: number): void {
  const events = readKept(file).index.chunks.reduce((sum, chunk) => sum + chunk.events, 0);
  if (count !== events) throw new Error(`${count} events instead of ${events}`);
}
