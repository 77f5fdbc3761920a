import { DEFAULT_CONFIGURATION } from '@orderflow/core';
import { describe, expect, it } from 'vitest';
import { ResultCache } from '../../src/server/api/result-cache.ts';
import { ClientFiles } from '../../src/server/client/client-files.ts';
import { makeApp } from '../../src/server/make-app.ts';
import { RequestAborted, runForAll, runForRequest, takeBreath } from '../../src/server/request-scope.ts';
import { cooperative } from '../../src/server/sources/cooperative.ts';
import { SourceLibrary } from '../../src/server/sources/source-library.ts';
import { sampleFile, temporaryFolder } from './support/sample-files.ts';

/** A source that never ends, as a repository might be. */
const endless = {
  async *rows() {
    for (let row = 0; ; row++) yield row;
  },
  countRows: async () => 7,
  name: 'endless',
};

describe('a cooperative object', () => {
  it('is the same but for its pauses', async () => {
    const { name, countRows, rows } = cooperative(endless);
    const taken: number[] = [];
    for await (const row of rows()) {
      taken.push(row);
      if (row === 2) break;
    }
    expect([name, await countRows(), taken]).toEqual(['endless', 7, [0, 1, 2]]);
  });

  it('ends an endless read once the client has gone, and lets others work meanwhile', async () => {
    const gone = new AbortController();
    const reading = runForRequest(gone.signal, async () => {
      for await (const row of cooperative(endless).rows()) if (row < 0) return;
    });
    // A timer fires only if the read makes room for it.
    setTimeout(() => gone.abort(), 20);
    await expect(reading).rejects.toThrow(RequestAborted);
  });
});

describe('runForRequest', () => {
  it('begins anew where work ended for the sake of another request', async () => {
    let attempts = 0;
    const result = runForRequest(new AbortController().signal, async () => {
      attempts++;
      if (attempts === 1) throw new RequestAborted();
      return attempts;
    });
    expect(await result).toBe(2);
  });

  it('does not end what is kept for all', async () => {
    const result = runForRequest(AbortSignal.abort(), () =>
      runForAll(async () => {
        await takeBreath();
        return 'kept';
      }),
    );
    expect(await result).toBe('kept');
  });
});

describe('the server', () => {
  it('ends the check of a file when the client goes', async () => {
    const path = await sampleFile(temporaryFolder(), 'a.db', { snapshots: 20_000, levels: 2 });
    const library = new SourceLibrary({ sources: [path], configuration: DEFAULT_CONFIGURATION });
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
    const gone = new AbortController();
    const headers = { host: '127.0.0.1' };
    const answer = app.request('/api/v1/quality', { headers, signal: gone.signal });
    setTimeout(() => gone.abort(), 30);
    const { status } = await answer;
    library.close();
    expect([status, errors]).toEqual([499, []]);
  });
});
