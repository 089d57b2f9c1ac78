/** Brackets, blanks and punctuation say nothing about what a name means. */
const plain = (name: string): string => name.replace(/[\s（）()【】[\]《》“”"「」、，,.。：:;；/\-—_]/gu, '')

/** How alike two names are: two-character pieces they share, twice, over all pieces of both; 0…1 [FM12]. */
export function likeness(a: string, b: string): number {
  const [left, right] = [plain(a), plain(b)]
  if (left === right) return 1
  const [pieces, others] = [piecesOf(left), piecesOf(right)]
  if (pieces.size === 0 || others.size === 0) return 0
  let shared = 0
  for (const piece of pieces) if (others.has(piece)) shared += 1
  return (2 * shared) / (pieces.size + others.size)
}

function piecesOf(text: string): ReadonlySet<string> {
  const pieces = new Set<string>()
  for (let at = 0; at + 1 < text.length; at += 1) pieces.add(text.slice(at, at + 2))
  return pieces
}
