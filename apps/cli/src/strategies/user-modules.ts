import { readFileSync } from 'node:fs';
import {
  type LoadHookSync,
  type ResolveFnOutput,
  type ResolveHookContext,
  type ResolveHookSync,
  registerHooks,
} from 'node:module';
import { fileURLToPath } from 'node:url';
import { adviceFor } from './advice.ts';
import { StrategyFileError } from './strategy-file-error.ts';
import { lineOfSyntaxError } from './syntax-line.ts';

/**
 * A user's strategy file and the files of the user that it imports. It teaches Node to load just these: TypeScript
 * without a build in any folder, with `@orderflow/*` found beside this command where the folder has none.
 */
export class UserModules {
  /** The URL of the strategy file. */
  readonly entry: string;
  readonly #urls: Set<string>;
  #lastLoaded: string;
  #copies = 0;

  constructor(entry: string) {
    this.entry = entry;
    this.#lastLoaded = entry;
    this.#urls = new Set([entry]);
    registerHooks({ resolve: this.#resolve, load: this.#load });
  }

  /** Another URL of the strategy file: what is imported from it shares no state of that file with what was before. */
  copyOfEntry(): string {
    const url = `${this.entry}?copy=${++this.#copies}`;
    this.#urls.add(url);
    return url;
  }

  /** An error that the user's code or its loading gave, as one that says where it happened and what to do. */
  explain(error: unknown, what: string): StrategyFileError {
    if (error instanceof StrategyFileError) return error;
    const place = this.#placeInStack(error) ?? this.#placeOfSyntaxError(error) ?? fileURLToPath(this.entry);
    return new StrategyFileError(`${place}: ${what}: ${adviceFor(error)}`, { cause: error });
  }

  /** File and line where the strategy file first matches; the file alone where it does not. */
  placeOfText(pattern: RegExp): string {
    return placeOfText(this.entry, (line) => pattern.test(line));
  }

  readonly #resolve: ResolveHookSync = (specifier, context, nextResolve) => {
    const { parentURL } = context;
    if (parentURL === undefined || !this.#urls.has(parentURL)) return nextResolve(specifier, context);
    const resolved = resolveImport(specifier, { ...context, parentURL }, nextResolve);
    if (isOwnFile(specifier, resolved.url)) this.#urls.add(resolved.url);
    return resolved;
  };

  readonly #load: LoadHookSync = (url, context, nextLoad) => {
    if (!this.#urls.has(url)) return nextLoad(url, context);
    this.#lastLoaded = url;
    return nextLoad(url, /\.m?ts(\?|$)/.test(url) ? { ...context, format: 'module-typescript' } : context);
  };

  /** The first place in the stack that lies in one of the user's files. */
  #placeInStack(error: unknown): string | null {
    if (!(error instanceof Error)) return null;
    for (const line of (error.stack ?? '').split('\n')) {
      for (const url of this.#urls) {
        const path = fileURLToPath(url);
        const lineNumber = numberBehind(line, url) ?? numberBehind(line, path);
        if (lineNumber !== null) return `${path}:${lineNumber}`;
      }
    }
    return null;
  }

  /** A module is compiled as soon as it is loaded, so the last one is to blame. */
  #placeOfSyntaxError(error: unknown): string | null {
    if (!(error instanceof SyntaxError)) return null;
    const path = fileURLToPath(this.#lastLoaded);
    const line = lineOfSyntaxError(path);
    return line === null ? null : `${path}:${line}`;
  }
}

function isOrderflow(specifier: string): boolean {
  return specifier.startsWith('@orderflow/');
}

function isOwnFile(specifier: string, url: string): boolean {
  return !isOrderflow(specifier) && url.startsWith('file:') && !url.includes('/node_modules/');
}

type UserContext = ResolveHookContext & { readonly parentURL: string };
type NextResolve = Parameters<ResolveHookSync>[2];

function resolveImport(specifier: string, context: UserContext, nextResolve: NextResolve): ResolveFnOutput {
  try {
    return nextResolve(specifier, context);
  } catch (error) {
    if (!isOrderflow(specifier)) throw unresolved(specifier, context.parentURL, error);
  }
  try {
    return nextResolve(specifier, { ...context, parentURL: import.meta.url });
  } catch (error) {
    throw unresolved(specifier, context.parentURL, error);
  }
}

function unresolved(specifier: string, parentURL: string, cause: unknown): StrategyFileError {
  const place = placeOfText(parentURL, (line) => line.includes(`'${specifier}'`) || line.includes(`"${specifier}"`));
  const advice = /^\.{0,2}\//.test(specifier)
    ? "write the path as it is on disk, with the file's extension"
    : 'install it in the folder of the strategy';
  return new StrategyFileError(`${place}: cannot find '${specifier}'; ${advice}`, { cause });
}

function placeOfText(url: string, matches: (line: string) => boolean): string {
  const path = fileURLToPath(url);
  const index = readFileSync(path, 'utf8').split('\n').findIndex(matches);
  return index < 0 ? path : `${path}:${index + 1}`;
}

/** The number in `file:12`; null where the line does not name the file so. */
function numberBehind(line: string, file: string): string | null {
  const at = line.indexOf(`${file}:`);
  return at < 0 ? null : (/^\d+/.exec(line.slice(at + file.length + 1))?.[0] ?? null);
}
