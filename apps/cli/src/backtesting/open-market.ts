import { type BandOptions, DataSetMarket, inferRules, type Market, makeBpsFees } from '@orderflow/backtest';
import type { DataSet, Feature } from '@orderflow/core';
import type { SourceRequest } from '../sources/source-arguments.ts';
import type { TradingStrategy } from './find-trading-strategy.ts';
import type { Assumptions } from './read-assumptions.ts';

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
}

/** What to play of a data set. */
export type SetupParts = Pick<BacktestSetup, 'strategy' | 'assumptions'> & { readonly request: SourceRequest };

/**
 * Makes a market of a data set, with the features that the strategy reads.
 * @throws OrderflowError as `DataSet.select` and the strategy's file do.
 */
export async function openMarket(
  dataSet: DataSet,
  { request, strategy, assumptions }: SetupParts,
): Promise<BacktestSetup> {
  const { gapSeconds } = assumptions;
  const { instrument, range } = request;
  const query = { gapSeconds, ...(instrument !== undefined && { instruments: [instrument] }), ...(range && { range }) };
  // Which features it reads is not known before there is one.
  const { name, features = [] } = await strategy.make(new DataSetMarket(dataSet, query));
  const market = new DataSetMarket(dataSet, { ...query, features });
  const options = await optionsFor(market, assumptions);
  return { market, strategy, assumptions, options, name, features };
}

async function optionsFor(market: Market, assumptions: Assumptions): Promise<BacktestSetup['options']> {
  const { makerModels, fees, latency, initialCash, sampleMs, markoutHorizonsMs } = assumptions;
  const rules = await rulesFor(market, assumptions.rules);
  return {
    ...{ makerModels, rules, initialCash, sampleMs, markoutHorizonsMs },
    fees: makeBpsFees(fees),
    latency: latency.model,
  };
}

async function rulesFor(market: Market, asked: Assumptions['rules']): Promise<BacktestSetup['options']['rules']> {
  const isInferred = asked.tickSize === null || asked.lotSize === null;
  const shown = isInferred ? await inferRules(market) : {};
  return Object.fromEntries(
    market.instruments.map((name) => {
      const tickSize = asked.tickSize ?? shown[name]?.tickSize ?? 0;
      return [name, { ...asked, tickSize, lotSize: asked.lotSize ?? shown[name]?.lotSize ?? 0 }];
    }),
  );
}
