/** What went wrong with a request, in words for people. */
export class ApiProblem extends Error {
  /** The server's word for it; `unreachable` where no answer came. */
  readonly code: string;
  /** The HTTP status; 0 where no answer came. */
  readonly status: number;

  constructor(code: string, status: number, message: string, options?: { readonly cause?: unknown }) {
    super(message, options);
    this.name = 'ApiProblem';
    this.code = code;
    this.status = status;
  }
}

/** A problem document (RFC 9457) as an error whose message is its sentence. */
export function problemOf(status: number, document: unknown): ApiProblem {
  const { code, title, detail } = (document ?? {}) as Readonly<Record<string, unknown>>;
  const sentence = [detail, title].find((text) => typeof text === 'string' && text !== '');
  return new ApiProblem(
    typeof code === 'string' ? code : 'unknown',
    status,
    asSentence(typeof sentence === 'string' ? sentence : `The server answered ${status}`),
  );
}

/** The problem of a server that did not answer. */
export function unreachable(cause: unknown): ApiProblem {
  return new ApiProblem(
    'unreachable',
    0,
    'The dashboard server does not answer. Start it again with “orderflow dashboard”, then try again.',
    { cause },
  );
}

/** Whether an error only says that nobody waits for the answer any more. */
export function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError';
}

/** What an error says, as a sentence. */
export function sentenceOf(error: unknown): string {
  return asSentence(error instanceof Error ? error.message : String(error));
}

/** The text with a capital letter and a full stop. */
function asSentence(text: string): string {
  const trimmed = text.trim();
  const start = trimmed.charAt(0).toUpperCase() + trimmed.slice(1);
  return /[.!?…]$/.test(start) ? start : `${start}.`;
}
