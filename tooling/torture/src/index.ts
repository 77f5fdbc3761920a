export { LEVEL_SEEDS, LEVEL_WORDS } from './level-texts.ts';
export { Mutator, type MutatorOptions } from './mutator.ts';
export { peakMegabytes } from './peak-memory.ts';
export { type PlainLevel, type PlainLevelProblem, readLevelsPlainly } from './plain-levels.ts';
export { type PlainTime, readTimePlainly } from './plain-timestamps.ts';
export { type FileMaker, HOSTILE, HOSTILE_NAME, LONG, plantSecrets, SECRETS, UNSAFE } from './planted-secrets.ts';
export { type Choice, makeChoice, makeRandom } from './random.ts';
export { SEED, TIMEOUT, TIMES, times } from './scale.ts';
export { makeTally, type Tally } from './tally.ts';
