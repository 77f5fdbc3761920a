const MOST = 8;

/** The decimals that write all of these prices exactly, up to eight. */
export function priceDecimals(levels: readonly { readonly price: number }[]): number {
  return Math.min(MOST, Math.max(0, ...levels.map(({ price }) => decimalsOf(price))));
}

function decimalsOf(price: number): number {
  const [digits = '', exponent = '0'] = String(price).split('e');
  const decimals = digits.split('.')[1]?.length ?? 0;
  return Math.max(0, decimals - Number(exponent));
}
