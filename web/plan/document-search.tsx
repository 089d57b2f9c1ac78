import { type SearchHit, searchDocuments } from '@gangju/contract/documents'
import { useDeferredValue, useState } from 'react'
import { useAsk } from '../net/ask.ts'
import { Asked } from '../net/asked.tsx'
import { useWords } from '../net/language.tsx'
import { StepLink, useSlice } from '../net/slice.tsx'

/** Finds words in every document within reach; a hit opens the document at the words. */
export function DocumentSearch() {
  const { say } = useWords()
  const { place } = useSlice()
  const [words, setWords] = useState('')
  const q = useDeferredValue(words.trim())
  const query = useAsk(searchDocuments, { query: { q, place, limit: 50 } }, { enabled: q !== '' })
  return (
    <search className="document-search no-print">
      <input
        type="search"
        value={words}
        maxLength={60}
        aria-label={say('library.search')}
        placeholder={`${say('library.search')}（${say('library.searchHint')}）`}
        onChange={(event) => setWords(event.target.value)}
        data-testid="document-search"
      />
      {q === '' ? null : (
        <Asked query={query} rows={3}>
          {({ items, more }) => (
            <div className="hits" data-testid="hits">
              <small>
                {items.length === 0 ? say('library.notFound') : say('library.found', { count: items.length })}
              </small>
              <ol>
                {items.map((hit) => (
                  <Hit key={`${hit.document}${hit.anchor}`} hit={hit} />
                ))}
              </ol>
              {more ? <small>{say('library.more')}</small> : null}
            </div>
          )}
        </Asked>
      )}
    </search>
  )
}

function Hit({ hit }: { readonly hit: SearchHit }) {
  const change = { at: String(hit.offset), length: String(hit.length), version: String(hit.version) }
  return (
    <li>
      <StepLink to={`/documents/${hit.document}`} change={change}>
        {hit.title}
        {hit.heading ? <small> ▸ {hit.heading}</small> : null}
      </StepLink>
      <p>{marked(hit)}</p>
    </li>
  )
}

function marked({ excerpt, ranges }: SearchHit) {
  let from = 0
  const parts = ranges.flatMap(([start, length]) => {
    const before = excerpt.slice(from, start)
    from = start + length
    return [before, <mark key={start}>{excerpt.slice(start, from)}</mark>]
  })
  return [...parts, excerpt.slice(from)]
}
