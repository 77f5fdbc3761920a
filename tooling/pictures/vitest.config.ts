export { nodeTests as default } from '@orderflow/vitest';
