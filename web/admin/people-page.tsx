import { listPeople, type Person } from '@gangju/contract/people'
import { useDeferredValue, useMemo, useState } from 'react'
import { useAsk } from '../net/ask.ts'
import { Asked } from '../net/asked.tsx'
import { ExportButton } from '../net/export-button.tsx'
import { useWords } from '../net/language.tsx'
import { PageHead } from '../net/page-head.tsx'
import { holdsVerb, useMe } from '../net/session.tsx'
import { useSlice } from '../net/slice.tsx'
import { DataTable } from '../ui/data-table.tsx'
import type { TableColumn } from '../ui/table-column.ts'
import { NewPersonDialog } from './new-person-dialog.tsx'
import { PersonDialog } from './person-dialog.tsx'

/** Who holds which rectangle of the net under this place. */
export function PeoplePage() {
  const { say } = useWords()
  const { place } = useSlice()
  const [text, setText] = useState('')
  const [isAdding, setAdding] = useState(false)
  const [chosen, setChosen] = useState<string | null>(null)
  const q = useDeferredValue(text.trim())
  const query = useAsk(listPeople, { query: { place, q: q || undefined, limit: 500 } })
  const mayWrite = holdsVerb(useMe(), 'person.write')
  const columns = usePersonColumns(setChosen)
  const person = query.data?.items.find(({ id }) => id === chosen)
  const search = (
    <input
      type="search"
      placeholder={say('people.search')}
      aria-label={say('people.search')}
      value={text}
      onChange={(event) => setText(event.target.value)}
    />
  )
  return (
    <div className="people">
      <PageHead title={say('people.title')} name={say('people.title')}>
        <ExportButton table="people.xlsx" more={{ goal: undefined }} />
        {mayWrite ? (
          <button type="button" className="main" onClick={() => setAdding(true)} data-testid="person-add">
            {say('people.add')}
          </button>
        ) : null}
      </PageHead>
      {search}
      <Asked query={query}>
        {({ items }) => (
          <>
            <DataTable
              columns={columns}
              rows={items}
              rowKey={({ id }) => id}
              label={say('people.title')}
              testId="people-table"
            />
            {items.length === 0 ? <p className="nothing">{say('people.none')}</p> : null}
          </>
        )}
      </Asked>
      {isAdding ? <NewPersonDialog onClose={() => setAdding(false)} /> : null}
      {person ? <PersonDialog person={person} onClose={() => setChosen(null)} /> : null}
    </div>
  )
}

function usePersonColumns(onChoose: (id: string) => void): readonly TableColumn<Person>[] {
  const { say } = useWords()
  return useMemo(() => {
    const stateOf = ({ disabled, mustChangePassword }: Person) =>
      say(disabled ? 'people.disabled' : mustChangePassword ? 'people.oneTime' : 'people.active')
    const grantsOf = ({ grants }: Person) =>
      grants
        .map((grant) => `${grant.place.name} ${grant.roleName}${grant.goal ? `（${grant.goal.name}）` : ''}`)
        .join('；')
    return [
      {
        key: 'name',
        header: say('people.name'),
        label: say('people.name'),
        cell: (person) => (
          <button
            type="button"
            className="link"
            onClick={() => onChoose(person.id)}
            data-testid="person"
            data-username={person.username}
          >
            {person.name}
          </button>
        ),
        text: ({ name }) => name,
        sortKey: ({ name }) => name,
      },
      {
        key: 'username',
        header: say('people.username'),
        label: say('people.username'),
        cell: ({ username }) => username,
        text: ({ username }) => username,
        sortKey: ({ username }) => username,
      },
      {
        key: 'post',
        header: say('people.post'),
        label: say('people.post'),
        cell: ({ post }) => post ?? '',
        text: ({ post }) => post ?? '',
        sortKey: ({ post }) => post,
      },
      {
        key: 'phone',
        header: say('people.phone'),
        label: say('people.phone'),
        cell: ({ phone }) => phone ?? '',
        text: ({ phone }) => phone ?? '',
      },
      {
        key: 'email',
        header: say('email.address'),
        label: say('email.address'),
        cell: ({ email }) => email ?? '',
        text: ({ email }) => email ?? '',
      },
      {
        key: 'grants',
        header: say('people.grants'),
        label: say('people.grants'),
        cell: (person) => <span className="wrapped">{grantsOf(person)}</span>,
        text: grantsOf,
        sortKey: grantsOf,
      },
      {
        key: 'state',
        header: say('people.state'),
        label: say('people.state'),
        cell: stateOf,
        text: stateOf,
        sortKey: stateOf,
      },
    ]
  }, [say, onChoose])
}
