import { DEFAULT_CONFIGURATION } from '@orderflow/core';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ResultCache } from '../../src/server/api/result-cache.ts';
import { ClientFiles } from '../../src/server/client/client-files.ts';
import { makeApp } from '../../src/server/make-app.ts';
import { SourceLibrary } from '../../src/server/sources/source-library.ts';
import { START, storedFile, temporaryFolder } from './support/sample-files.ts';

const ROUTES = [
  'series',
  'proof',
  'book',
  'summary',
  'quality',
  'sources',
  'settings',
  'processing',
  '',
  '..',
  'openapi.json',
];
const NAMES = [
  'series',
  'start',
  'end',
  'at',
  'pixels',
  'foldMs',
  'windowSeconds',
  'depth',
  'snapshotId',
  'levels',
  'maxAlerts',
  'gapSeconds',
  'instrument',
  '__proto__',
];

const numberText = fc.oneof(
  fc.double().map(String),
  fc.bigInt().map(String),
  fc.integer({ min: START - 1e6, max: START + 1e6 }).map(String),
  fc.integer({ min: 0, max: 100_000 }).map(String),
);
const value = fc.oneof(
  numberText,
  fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
  fc.constantFrom('obi', 'cvd', 'price', 'candles', 'all', 'BTC-USDT', '2025-07-01', ''),
  fc.string({ unit: 'binary', maxLength: 50 }),
);
const path = fc.tuple(
  fc.constantFrom(...ROUTES),
  fc.oneof(fc.constant('BTC-USDT'), fc.constant(''), fc.string({ unit: 'binary', maxLength: 20 })),
  fc.array(fc.tuple(fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...NAMES) }, fc.string()), value), {
    maxLength: 6,
  }),
);

it('answers whatever it is asked with what is wanted, or with what is wrong with it', {
  timeout: 120_000,
}, async () => {
  const folder = temporaryFolder();
  const library = new SourceLibrary({
    sources: [await storedFile(folder, 'a.db')],
    configuration: DEFAULT_CONFIGURATION,
  });
  const errors: unknown[] = [];
  const context = {
    library,
    configuration: DEFAULT_CONFIGURATION,
    processing: null,
    runs: null,
    results: new ResultCache(2),
    version: '0',
    hidden: () => library.files(),
    onError: (error: unknown) => errors.push(error),
  };
  const app = makeApp(context, { host: '127.0.0.1', token: null }, new ClientFiles());
  const statuses = new Set<number>();
  await fc.assert(
    fc.asyncProperty(path, async ([route, instrument, query]) => {
      const parameters = new URLSearchParams(query.map(([name, text]) => [name, text]));
      const answer = await app.request(
        `/api/v1/${route}/${encodeURIComponent(instrument.toWellFormed())}?${parameters}`.replace(/\/\?/, '?'),
        {
          headers: { host: '127.0.0.1' },
        },
      );
      statuses.add(answer.status);
      const text = await answer.text();
      expect(errors).toEqual([]);
      expect(answer.status).toBeLessThan(500);
      expect(text).not.toContain(folder);
      if (answer.status >= 400) expect(JSON.parse(text)).toMatchObject({ status: answer.status });
    }),
    { numRuns: 2000, seed: 4 },
  );
  library.close();
  expect([...statuses].sort()).toEqual([200, 400, 403, 404]);
});
