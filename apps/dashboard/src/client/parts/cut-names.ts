/** Names at most so long, cut in their middle: files of a folder differ at their ends. Whole where two would be the same. */
export function cutNames(names: readonly string[], most: number): readonly string[] {
  const cut = names.map((name) => cutMiddle(name, most));
  return new Set(cut).size < new Set(names).size ? names : cut;
}

function cutMiddle(name: string, most: number): string {
  if (name.length <= most) return name;
  const start = Math.floor((most - 1) / 3);
  return `${name.slice(0, start)}\u2026${name.slice(start + 1 - most)}`;
}
