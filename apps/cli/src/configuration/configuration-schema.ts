import type { AlertThresholds, Configuration } from '@orderflow/core';
import { z } from 'zod';

const SECONDS_A_DAY = 86_400;
/** Four panes need some room. */
const LEAST_INCHES = 3;
const MOST_LEVEL_BYTES = 512 * 1024 * 1024;
/** 16 GiB; SQLite takes one of 4 TiB and more for none at all. */
const MOST_CACHE_KIBIBYTES = 16 * 1024 * 1024;
const MOST_BARS = 1_000_000;
/** Timers cannot be set much further. */
const LONGEST_TIMEOUT_SECONDS = 1_000_000;

const count = z.int().min(1);
const seconds = z.number().min(0);
const positive = z.number().positive();
const inches = z.number().min(LEAST_INCHES);

const alertsSchema = z.strictObject({
  obiLevel: z.number().gt(0).max(1).nullable(),
  obiHoldSeconds: seconds,
  cvdChange: positive.nullable(),
  cvdWindowSeconds: positive,
  spreadBps: positive.nullable(),
  divergenceBps: positive.nullable(),
  divergenceWindowSeconds: positive,
  rearmRatio: z.number().min(0).max(1),
}) satisfies z.ZodType<AlertThresholds>;

const wholeSchema = z.strictObject({
  depth: count.nullable(),
  tradeMatching: z.enum(['window', 'exact']),
  maxLevelBytes: count.max(MOST_LEVEL_BYTES),
  batchSize: count.max(1_000_000),
  threads: count.max(256).nullable(),
  logFrequency: count.max(10_000),
  windowSeconds: count.max(SECONDS_A_DAY),
  maxBars: count.max(MOST_BARS),
  figureSize: z.tuple([inches, inches]),
  durability: z.enum(['safe', 'fast']),
  journalMode: z.enum(['delete', 'truncate', 'persist', 'memory', 'wal', 'off']).nullable(),
  synchronous: z.enum(['off', 'normal', 'full', 'extra']),
  cacheSize: count.max(MOST_CACHE_KIBIBYTES),
  cvdReset: z.enum(['none', 'day']),
  strategyTimeoutSeconds: positive.max(LONGEST_TIMEOUT_SECONDS).nullable(),
  alerts: alertsSchema,
}) satisfies z.ZodType<Configuration>;

/** Some of the settings, each valid; unknown keys are refused. */
export const partialConfigurationSchema = wholeSchema.partial().extend({ alerts: alertsSchema.partial().optional() });

/** Some of the settings. */
export type PartialConfiguration = z.infer<typeof partialConfigurationSchema>;

/** The choices of the settings that are one of a few words. */
export const CHOICES = {
  tradeMatching: wholeSchema.shape.tradeMatching.options,
  durability: wholeSchema.shape.durability.options,
  journalMode: wholeSchema.shape.journalMode.unwrap().options,
  synchronous: wholeSchema.shape.synchronous.options,
  cvdReset: wholeSchema.shape.cvdReset.options,
} as const;

/** Every key of a configuration file, with those within `alerts` written `alerts.key`. */
export const CONFIGURATION_KEYS: readonly string[] = [
  ...Object.keys(wholeSchema.shape).filter((key) => key !== 'alerts'),
  ...Object.keys(alertsSchema.shape).map((key) => `alerts.${key}`),
];
