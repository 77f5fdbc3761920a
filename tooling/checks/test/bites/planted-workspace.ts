import { afterAll, afterEach } from 'vitest';
import { WorkspaceCopy } from '../../src/workspace-copy.ts';

/** A copy of the workspace for one test file; what a test plants is gone when it ends. */
export function plantedWorkspace(): WorkspaceCopy {
  const copy = new WorkspaceCopy();
  afterEach(() => copy.clear());
  afterAll(() => copy.remove());
  return copy;
}
