import type { FileInfo } from '../api/api-types.ts';

/** Why a file cannot be read, or is not processed, without its name, which stands beside it. */
export function whyNot({ name, problem, reason }: FileInfo): string {
  const text = problem?.detail ?? reason ?? '';
  const rest = text.startsWith(`${name}: `) ? text.slice(name.length + 2) : text;
  return rest.charAt(0).toUpperCase() + rest.slice(1);
}
