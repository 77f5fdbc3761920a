#!/usr/bin/env node
import module from 'node:module';
import { nodeVersionProblem } from './node-version.ts';

const problem = nodeVersionProblem(process.versions.node);
if (problem === null) {
  module.enableCompileCache();
  // SQLite crashes on an old Node, so everything that loads it is imported behind the check.
  const { runSession, startSession } = await import('./session.ts');
  const { ownProcess } = await import('./own-process.ts');
  process.exitCode = await runSession(startSession(ownProcess));
} else {
  process.stderr.write(`error: ${problem}\n`);
  process.exitCode = 1;
}
