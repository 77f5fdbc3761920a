import type { InstrumentRules } from '../exchange/instrument-rules.ts';
import type { MakerModel } from '../exchange/maker-model.ts';
import type { FeeModel } from '../fees/fee-model.ts';
import type { LatencyModel } from '../latency/latency-model.ts';

/** The assumptions of a simulation. */
export interface BacktestOptions {
  /** The instruments, in the order of their indexes in the market's chunks. */
  readonly instruments: readonly string[];
  /** Rules of single instruments; no rules for the others. */
  readonly rules?: Readonly<Record<string, InstrumentRules>>;
  readonly fees: FeeModel;
  readonly latency: LatencyModel;
  readonly makerModel: MakerModel;
  /** Cash at the start, in quote currency. */
  readonly initialCash: number;
  /** How often the equity is sampled: at multiples of it since 1970, in whole milliseconds. */
  readonly sampleMs: number;
  /** How long after a fill the mid is looked at, in milliseconds; 1 s, 10 s and 1 min by default. */
  readonly markoutHorizonsMs?: readonly number[];
  /** Where the clocks of the market's chunks begin, whole epoch milliseconds. */
  readonly originMs: number;
}
