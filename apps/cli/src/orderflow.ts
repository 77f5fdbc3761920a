#!/usr/bin/env node
import module from 'node:module';
import { nodeVersionProblem } from './node-version.ts';

const problem = nodeVersionProblem(process.versions.node);
if (problem === null) {
  module.enableCompileCache();
  // SQLite crashes on an old Node, so everything that loads it is imported behind the check.
  const { startSession } = await import('./session.ts');
  const session = startSession(process);
  try {
    process.exitCode = await session.run();
  } catch (error) {
    const { message, exitCode } = session.describeFailure(error);
    if (message !== null) session.log.error(message.split('\n'));
    process.exitCode = exitCode;
  }
} else {
  process.stderr.write(`error: ${problem}\n`);
  process.exitCode = 1;
}
