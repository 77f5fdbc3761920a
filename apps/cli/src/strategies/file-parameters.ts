/** Parameters of a user's strategy: numbers where they read as such. */
export type FileParameters = Readonly<Record<string, number | string>>;
