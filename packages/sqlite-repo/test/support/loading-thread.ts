import { parentPort } from 'node:worker_threads';
import { sqliteThreadData } from '../../src/workers/sqlite-thread.ts';

parentPort?.postMessage('loading');
parentPort?.postMessage(sqliteThreadData());
