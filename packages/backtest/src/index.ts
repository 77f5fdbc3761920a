export { type BpsRates, makeBpsFees } from './fees/bps-fees.ts';
export type { FeeModel } from './fees/fee-model.ts';
export { type ConstantLatencies, makeConstantLatency } from './latency/constant-latency.ts';
export type { LatencyModel } from './latency/latency-model.ts';
export { type LatencyRow, makeTableLatency } from './latency/table-latency.ts';
