import { z } from '@hono/zod-openapi';
import { levelSchema } from './proof-schemas.ts';

const count = z.int().nonnegative();
const figure = z.number().nullable();
const side = z.enum(['buy', 'sell']);

/** A fill as it is stored. */
export const fillSchema = z
  .object({
    index: count,
    orderId: count,
    instrument: z.string(),
    side,
    price: z.number(),
    size: z.number(),
    fee: z.number(),
    rule: z.enum(['take', 'queue', 'through', 'crossed']),
    timestamp: z.number(),
    bookId: z.int(),
    tradeId: z.int().nullable(),
    queueBefore: figure,
    queueAfter: figure,
  })
  .openapi('Fill');

const orderSchema = z
  .object({
    id: count,
    instrument: z.string(),
    side,
    price: figure,
    size: z.number(),
    filled: z.number(),
    timeInForce: z.enum(['gtc', 'ioc', 'fok']),
    isPostOnly: z.boolean(),
    status: z.enum(['pending', 'open', 'filled', 'cancelled', 'expired', 'rejected']),
    rejectReason: z.enum(['no-book', 'below-lot', 'would-cross', 'position-limit', 'not-open']).nullable(),
    sentAt: z.number(),
    endedAt: figure,
  })
  .openapi('Order');

const rankedLevelSchema = levelSchema.extend({ rank: z.int().positive() });

const marketSchema = z.object({
  file: z.object({ id: z.string(), name: z.string() }),
  snapshotId: z.int(),
  timestamp: z.number(),
  nanoseconds: z.int(),
  timestampText: z.string(),
  bids: z.array(rankedLevelSchema).openapi({ description: 'Best first: the best, and those around the price.' }),
  asks: z.array(rankedLevelSchema).openapi({ description: 'Best first: the best, and those around the price.' }),
  levelCounts: z.object({ bids: count, asks: count }),
  tradeCount: count.openapi({ description: 'Trades from the book up to the fill.' }),
  trades: z.array(
    z.object({
      id: z.int(),
      tradeId: z.string().nullable(),
      price: z.number(),
      size: z.number(),
      side,
      timestamp: z.number(),
      nanoseconds: z.int(),
      part: z.enum(['made', 'at', 'beyond', 'other']),
    }),
  ),
});

/** One fill, and all that explains it. */
export const explainedFillSchema = z
  .object({
    run: z.object({ id: z.string(), strategy: z.string() }),
    makerModel: z.string(),
    fill: fillSchema,
    order: orderSchema,
    explanation: z.array(z.string()).openapi({ description: 'Why it happened, in sentences.' }),
    market: marketSchema
      .nullable()
      .openapi({ description: 'The rows that it hangs on, from the files that are open.' }),
    marketProblem: z.string().nullable().openapi({ description: 'Why these are not there.' }),
  })
  .openapi('ExplainedFill');
