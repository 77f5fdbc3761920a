import { z } from '@hono/zod-openapi';
import { positionSchema } from './schemas.ts';

/** One level of a book. */
export const levelSchema = z
  .object({ price: z.number(), size: z.number(), orderCount: z.number(), liquidationCount: z.number() })
  .openapi('Level');

const snapshotShape = {
  instrument: z.string(),
  file: z.object({ id: z.string(), name: z.string() }),
  snapshotId: z.int(),
  timestamp: z.number(),
  nanoseconds: z.int(),
  timestampText: z.string().openapi({ description: 'The time as the row writes it.' }),
  bids: z.array(levelSchema).openapi({ description: 'Best first.' }),
  asks: z.array(levelSchema).openapi({ description: 'Best first.' }),
  levelCounts: z.object({ bids: z.int(), asks: z.int() }).openapi({ description: 'Levels that the row holds.' }),
};

/** One snapshot with its levels. */
export const bookSchema = z.object(snapshotShape).openapi('Book');

/** Everything that the metrics of one snapshot are made of. */
export const proofSchema = z
  .object({
    ...snapshotShape,
    obi: z
      .object({ depth: z.int().nullable(), bidVolume: z.number(), askVolume: z.number(), obi: z.number() })
      .openapi({ description: '(bidVolume - askVolume) / (bidVolume + askVolume)' }),
    cvd: z.object({
      checkpoint: z.object({ position: positionSchema, cvd: z.number() }).nullable(),
      tradesBetween: z.int(),
      before: z.number(),
      delta: z.number(),
      after: z.number(),
    }),
    stored: z.object({ obi: z.number(), cvd: z.number() }).nullable(),
    previous: positionSchema.nullable(),
    next: positionSchema.nullable(),
    tradeCount: z.int(),
    trades: z.array(
      z.object({
        id: z.int(),
        fileId: z.string(),
        tradeId: z.string().nullable(),
        price: z.number(),
        size: z.number(),
        side: z.enum(['buy', 'sell']),
        timestamp: z.number(),
        nanoseconds: z.int(),
      }),
    ),
  })
  .openapi('Proof');
