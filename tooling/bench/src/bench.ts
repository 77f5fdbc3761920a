import { UsageError } from './arguments.ts';
import { compareCommits } from './compare/compare-commits.ts';
import { runMeasures } from './run-measures.ts';

/** `bench.ts [MEASURE...]` measures this checkout; `bench.ts compare COMMIT COMMIT [MEASURE...]` compares two commits. */
const [first, ...others] = process.argv.slice(2);
try {
  if (first === 'compare') await compareCommits(others);
  else await runMeasures(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  process.stderr.write(`error: ${error.message}\n`);
  process.exitCode = 2;
}
