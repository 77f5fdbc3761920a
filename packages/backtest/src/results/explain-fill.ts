import type { FillView, OrderRecord, Side } from '@orderflow/core';

const PLAIN = new Intl.NumberFormat('en-US', { maximumSignificantDigits: 12 });

/**
 * Why a fill happened, in sentences: the order, the rule that made the fill, what stood in the queue, and what the maker
 * model assumes. Numbers are rounded to 12 significant digits.
 */
export function explainFill(fill: FillView, order: OrderRecord, makerModel: string): readonly string[] {
  return [describeOrder(order), ...describeRule(fill, order, makerModel), describePart(fill, order)];
}

function describeOrder({ id, side, price, size, timeInForce, isPostOnly }: OrderRecord): string {
  const wish = `Order ${id} asked to ${side} ${text(size)}`;
  if (price === null) return `${wish} at the market: it takes what the book shows and never rests.`;
  return `${wish} at ${text(price)} or better${isPostOnly ? ', only as a maker' : ''}: ${DURATIONS[timeInForce]}.`;
}

const DURATIONS: Readonly<Record<OrderRecord['timeInForce'], string>> = {
  gtc: 'what does not fill at once rests',
  ioc: 'what does not fill at once expires',
  fok: 'it fills at once and wholly, or expires',
};

function describeRule(fill: FillView, order: OrderRecord, makerModel: string): readonly string[] {
  switch (fill.rule) {
    case 'take':
      return describeTake(fill, order);
    case 'queue':
      return describeQueue(fill, makerModel);
    case 'through':
      return [
        `It rested at ${text(fill.price)} when a trade went through that price: who rests at a better price is served before, whatever stood ahead. Every maker model fills it then, by what the trade left of its size.`,
      ];
    case 'crossed':
      return [
        `It rested at ${text(fill.price)} when the best ${otherSideOf(fill.side)} of the next book reached that price. Every maker model fills it then, by what that book shows up to its price.`,
      ];
  }
}

function describeTake({ side, price, size }: FillView, order: OrderRecord): readonly string[] {
  const limit = order.price === null ? '' : `, within its limit of ${text(order.price)}`;
  return [
    `When it reached the exchange, the book showed ${side === 'buy' ? 'an ask' : 'a bid'} at ${text(price)}${limit}: it took ${text(size)} there. What own orders took is not there again until the next book shows it. No maker model has a part in this.`,
  ];
}

function describeQueue({ price, size, queueBefore, queueAfter }: FillView, makerModel: string): readonly string[] {
  if (makerModel === 'touch') {
    return [
      `It rested at ${text(price)} when a trade happened there. The model “touch” has nothing stand ahead of it, so that ${text(size)} of the trade was for it: the upper bound of what can have been filled.`,
    ];
  }
  const ahead = queueBefore === null ? 'an unknown size' : text(queueBefore);
  const after = queueAfter === null ? '' : `, and ${text(queueAfter)} after it`;
  return [
    `It rested at ${text(price)} when a trade happened there. ${ahead} stood ahead of it before the trade${after}: ${text(size)} of the trade reached its place in the queue.`,
    `What stood ahead is an assumption, the model “${makerModel}”: ${describeModel(makerModel)}. Snapshots alone do not prove this fill: the model “cross” would not have made it here.`,
  ];
}

function describeModel(makerModel: string): string {
  if (makerModel.startsWith('probabilistic')) {
    return 'all that was shown on arrival stood ahead, trades took of it, and what was cancelled since is spread over the queue';
  }
  return 'all that was shown on arrival stood ahead, trades took of it, and what was cancelled since stood behind as far as the book allows';
}

function describePart({ size }: FillView, order: OrderRecord): string {
  const { filled } = order;
  if (size === filled && filled === order.size) return 'This filled the order wholly.';
  const end = filled === order.size ? 'The order was filled wholly in the end.' : ENDINGS[order.status];
  return `This is ${text(size)} of the ${text(filled)} that it got in all, of ${text(order.size)} in the end. ${end}`;
}

const ENDINGS: Readonly<Record<OrderRecord['status'], string>> = {
  pending: 'The run ended before the exchange had answered.',
  open: 'The rest still stood when the run ended.',
  filled: 'The order was filled wholly in the end.',
  cancelled: 'The rest was cancelled.',
  expired: 'The rest expired.',
  rejected: 'A later change of it was refused.',
};

function otherSideOf(side: Side): string {
  return side === 'buy' ? 'ask' : 'bid';
}

function text(value: number): string {
  return PLAIN.format(value);
}
