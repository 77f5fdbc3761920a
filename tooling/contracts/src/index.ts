export type { ContractRows } from './contract-rows.ts';
export { describePyramid } from './describe-pyramid.ts';
export { describeRepository } from './describe-repository.ts';
export { describeRuns, type MakeRuns, makeRows, makeRun, type RunsUnderTest } from './describe-runs.ts';
export type { MakeRepository, RepositoryUnderTest } from './repository-under-test.ts';
