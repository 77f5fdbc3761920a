/** SQLite and its mapper take half a second to load: only what touches a file waits for them, not `--help`. */
export const loadSqlite = () => import('@orderflow/sqlite-repo');
