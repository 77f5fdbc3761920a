import { expect, it } from 'vitest';
import { cutNames } from '../../../src/client/parts/cut-names.ts';

const NAMES = ['binance_btcusdt_orderbook_20240808.db', 'binance_btcusdt_orderbook_20240809.db'];

it('cuts long names in their middle, and keeps the ends at which they differ', () => {
  expect(cutNames([...NAMES, 'a.db'], 20)).toEqual(['binanc…k_20240808.db', 'binanc…k_20240809.db', 'a.db']);
});

it('leaves names whole that would read the same', () => {
  const alike = ['binance_btc_orderbook_20240808.db', 'binance_eth_orderbook_20240808.db'];
  expect(cutNames(alike, 20)).toEqual(alike);
});
