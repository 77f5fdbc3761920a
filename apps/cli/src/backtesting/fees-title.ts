/** What fees are called where they are shown as what they add to a profit; `fees` are above 0 where they were paid. */
export function feesTitle(fees: readonly number[]): string {
  const isPaid = fees.some((fee) => fee > 0);
  const isReceived = fees.some((fee) => fee < 0);
  if (isPaid && isReceived) return 'fees \u2212, rebates +';
  return isReceived ? 'rebates' : 'fees';
}
