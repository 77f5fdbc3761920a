/** Answers that took long, kept until the files change: people go back and forth between views. */
export class ResultCache {
  readonly #most: number;
  readonly #results = new Map<string, object>();
  #version = '';

  /** Keeps up to `most` answers. */
  constructor(most: number) {
    this.#most = most;
  }

  /** The answer to a question about one version of the files: the kept one, else what `make` gives. */
  async get<Result extends object>(version: string, question: string, make: () => Promise<Result>): Promise<Result> {
    if (version !== this.#version) this.#results.clear();
    this.#version = version;
    const known = this.#results.get(question);
    // A question names its route, which gives answers of one kind.
    if (known !== undefined) return known as Result;
    const result = await make();
    if (version !== this.#version) return result;
    const oldest = this.#results.keys().next().value;
    if (this.#results.size >= this.#most && oldest !== undefined) this.#results.delete(oldest);
    this.#results.set(question, result);
    return result;
  }
}
