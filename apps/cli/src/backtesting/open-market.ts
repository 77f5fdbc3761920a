import {
  type BandOptions,
  canonicalJson,
  DataSetMarket,
  inferRules,
  type Market,
  makeBpsFees,
  ParsedMarket,
} from '@orderflow/backtest';
import { type DataSet, emptyRange, type Feature, type TimeRange } from '@orderflow/core';
import type { ColumnCache } from '../caching/column-cache.ts';
import type { KeptColumns } from '../caching/kept-columns.ts';
import { stampsOf } from '../caching/source-stamps.ts';
import { dataHashOf } from '../runs/run-hash.ts';
import type { SourceRequest } from '../sources/source-arguments.ts';
import type { Assumptions } from './read-assumptions.ts';
import { checkRuleNames, type RuleChoices, rulesByInstrument } from './read-rules.ts';
import type { TradingStrategy } from './trading-strategy.ts';
import { refuseUnplayable } from './unplayable-market.ts';

/** Rises whenever the same rows are parsed to other columns, or other things are kept of them. */
const PARSER_VERSION = 2;

/** What is played, to whom, and how. */
export interface BacktestSetup {
  readonly market: Market;
  readonly strategy: TradingStrategy;
  readonly assumptions: Assumptions;
  /** The same for the engine, with what the data show. */
  readonly options: Omit<BandOptions, 'onProgress' | 'signal'> & Required<Pick<BandOptions, 'rules'>>;
  /** What the strategy calls itself. */
  readonly name: string;
  /** The features that it reads. */
  readonly features: readonly Feature[];
  /** The columns that the market is made of; null where it is parsed each time. */
  readonly columns: KeptColumns | null;
  /** What is played of the data; null for all. */
  readonly range: TimeRange | null;
  /** The hash of what is played, where it is known before. */
  readonly dataHash: string | null;
}

/** What to play of a data set. */
export interface SetupParts extends Pick<BacktestSetup, 'strategy' | 'assumptions'> {
  readonly request: SourceRequest;
  /** Where parsed columns are kept, and of which files with which settings; absent, they are parsed each time. */
  readonly cache?: { readonly columns: ColumnCache; readonly paths: readonly string[]; readonly maxLevelBytes: number };
}

/**
 * Makes a market of a data set, with the features that the strategy reads.
 * @throws OrderflowError as `DataSet.select` and the strategy's file do; `source-unreadable` where nothing can be
 * traded, `empty-range` where the range has no book.
 */
export async function openMarket(dataSet: DataSet, parts: SetupParts): Promise<BacktestSetup> {
  const { request, strategy, assumptions } = parts;
  const { gapSeconds } = assumptions;
  const { instrument, range } = request;
  const query = { gapSeconds, ...(instrument !== undefined && { instruments: [instrument] }), ...(range && { range }) };
  const plain = new DataSetMarket(dataSet, query);
  const columns = await loadColumns(dataSet, plain, parts);
  const marketWith = (features: readonly Feature[]): Market => {
    if (columns === null) return new DataSetMarket(dataSet, { ...query, features });
    return new ParsedMarket(columns.store, { ...query, features, originMs: plain.originMs });
  };
  // Which features it reads is not known before there is one.
  const { name, features = [] } = await strategy.make(marketWith([]));
  const market = marketWith(features);
  checkRuleNames(assumptions, market.instruments);
  const asked = { ...(instrument !== undefined && { instrument }), ...(range && { range }) };
  await refuseUnplayable(market, () => emptyRange(dataSet.select(asked), range ?? {}));
  const options = bandOptionsOf(assumptions, await rulesFor(market, assumptions));
  const isWhole = range === undefined && columns !== null;
  const dataHash = isWhole ? dataHashOf(market.instruments, columns.digests) : null;
  return { market, strategy, assumptions, options, name, features, columns, range: range ?? null, dataHash };
}

/** The columns of all that the instruments of a query have, whatever its range: another range is played of the same. */
async function loadColumns(
  dataSet: DataSet,
  { instruments }: Market,
  { cache }: SetupParts,
): Promise<KeptColumns | null> {
  if (cache === undefined) return null;
  const { columns, paths, maxLevelBytes } = cache;
  const key = canonicalJson({ instruments, stamps: stampsOf(paths), maxLevelBytes, parser: PARSER_VERSION });
  return columns.load(key, new DataSetMarket(dataSet, { instruments }));
}

/** The assumptions for the engine, with the rules of each instrument. */
export function bandOptionsOf(assumptions: Assumptions, rules: BacktestSetup['options']['rules']) {
  const { makerModels, fees, latency, initialCash, sampleMs, markoutHorizonsMs } = assumptions;
  return {
    ...{ makerModels, rules, initialCash, sampleMs, markoutHorizonsMs },
    fees: makeBpsFees(fees),
    latency: latency.model,
  } satisfies BacktestSetup['options'];
}

async function rulesFor(market: Market, choices: RuleChoices): Promise<BacktestSetup['options']['rules']> {
  const asked = rulesByInstrument(choices, market.instruments);
  const isInferred = asked.some(([, { tickSize, lotSize }]) => tickSize === null || lotSize === null);
  const shown = isInferred ? await inferRules(market) : {};
  return Object.fromEntries(
    asked.map(([name, rules]) => {
      const tickSize = rules.tickSize ?? shown[name]?.tickSize ?? 0;
      return [name, { ...rules, tickSize, lotSize: rules.lotSize ?? shown[name]?.lotSize ?? 0 }];
    }),
  );
}
