export type { ContractRows } from './contract-rows.ts';
export { describeRepository, type MakeRepository, type RepositoryUnderTest } from './describe-repository.ts';
