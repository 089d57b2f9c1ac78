/** How alike two names are: shared two-character pieces, twice, over all pieces of both; 0…1. */
export function likeness(a: string, b: string): number {
  const [left, right] = [piecesOf(a), piecesOf(b)]
  if (left.size === 0 || right.size === 0) return a === b ? 1 : 0
  let shared = 0
  for (const piece of left) if (right.has(piece)) shared += 1
  return (2 * shared) / (left.size + right.size)
}

function piecesOf(text: string): ReadonlySet<string> {
  const pieces = new Set<string>()
  for (let at = 0; at + 1 < text.length; at += 1) pieces.add(text.slice(at, at + 2))
  return pieces
}
