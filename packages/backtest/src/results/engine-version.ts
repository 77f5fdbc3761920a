/** Version of the engine: it rises whenever the same market, strategy and assumptions give other results than before. */
export const ENGINE_VERSION = '1';
