import { UsageError } from './arguments.ts';
import { runMeasures } from './run-measures.ts';

/** `bench.ts [MEASURE...]` measures this checkout. */
try {
  await runMeasures(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  process.stderr.write(`error: ${error.message}\n`);
  process.exitCode = 2;
}
