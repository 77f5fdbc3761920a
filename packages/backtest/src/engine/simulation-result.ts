import type { EquityCurve } from './equity-curve.ts';
import type { FillLog } from './fill-log.ts';
import type { OrderLog } from './order-log.ts';

/** What came of a simulation. */
export interface SimulationResult {
  readonly strategy: string;
  readonly makerModel: string;
  readonly orders: OrderLog;
  readonly fills: FillLog;
  readonly equity: EquityCurve;
  /** Cash and positions at the last mid, in quote currency. */
  readonly finalEquity: number;
  readonly finalCash: number;
  /** All fees, in quote currency. */
  readonly fees: number;
  /** Positions at the end, by instrument. */
  readonly positions: readonly number[];
}
