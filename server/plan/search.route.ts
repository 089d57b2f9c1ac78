import { searchDocuments } from '@gangju/contract/documents'
import { type Routes, serve } from '../http/serve.ts'
import { excerptOf, foldWords } from './fold-text.ts'
import { openLibrary } from './library.ts'
import { type HitRow, searchClauses } from './search.store.ts'

const usualLimit = 50

export const searchRoutes: Routes = (app) => {
  serve(app, searchDocuments, async (call) => {
    const { q, place, limit = usualLimit } = call.query
    const { scope, reach } = await openLibrary(call, place)
    const words = foldWords(q)
    if (words.length === 0) return { items: [], more: false }
    const rows = await searchClauses(scope.db, reach, { words, limit: limit + 1 })
    return { items: rows.slice(0, limit).map((row) => hitOf(row, words)), more: rows.length > limit }
  })
}

function hitOf(row: HitRow, words: readonly string[]) {
  const excerpt = excerptOf(row.words, words)
  return {
    document: row.document,
    title: row.title,
    place: { code: row.placeCode, name: row.placeName, level: row.placeLevel },
    version: row.version,
    anchor: row.anchor,
    heading: row.heading,
    excerpt: excerpt.text,
    ranges: excerpt.ranges,
    offset: row.start + excerpt.offset,
    length: excerpt.length,
  }
}
