export { makeRandom } from './random.ts';
export { SEED, TIMEOUT, TIMES, times } from './scale.ts';
export { makeTally, type Tally } from './tally.ts';
