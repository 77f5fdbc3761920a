import type { BacktestContext } from '@orderflow/core';

/** Sends the market order that leads to a position in the event's instrument; none where it is there. */
export function takeTo(context: BacktestContext, position: number): void {
  const size = position - context.market.position;
  if (size > 0) context.buy({ size });
  else if (size < 0) context.sell({ size: -size });
}
