import { useEffect, useRef } from 'react'
import { Popover } from '../ui/popover.tsx'
import { useWords } from './language.tsx'
import { LanguageSwitch } from './language-switch.tsx'
import { MessageBell } from './message-bell.tsx'
import { PlaceSearch } from './place-search.tsx'
import { prefer, usePreferences } from './preferences.ts'
import { useMe } from './session.tsx'
import { SignOutButton } from './sign-out.tsx'
import { StepLink, useGo, useSlice } from './slice.tsx'

/** Search, language, and the reader's own menu. */
export function ReaderTools() {
  const { say } = useWords()
  const { largeType } = usePreferences()
  const me = useMe()
  return (
    <span className="reader-tools">
      <PlaceFinder />
      <MessageBell />
      <LanguageSwitch />
      <Popover
        label={<span className="menu-label">☰ {me.name}</span>}
        name={say('bar.menu')}
        className="at-end"
        testId="menu"
      >
        {(close) => (
          <div className="menu">
            <p>
              <b>{me.name}</b>
              <small>{me.grants.map((grant) => `${grant.place.name} ${grant.roleName}`).join('；')}</small>
            </p>
            <label>
              <input
                type="checkbox"
                checked={largeType}
                onChange={(event) => prefer({ largeType: event.target.checked })}
                data-testid="large-type"
              />
              {say('bar.largeType')}
            </label>
            <StepLink to="/account" onClick={close} data-testid="account">
              {say('bar.account')}
            </StepLink>
            <button type="button" onClick={() => window.dispatchEvent(new KeyboardEvent('keydown', { key: '?' }))}>
              {say('bar.keys')}
            </button>
            <SignOutButton />
          </div>
        )}
      </Popover>
    </span>
  )
}

/** The search of places, opened by `/` from anywhere; a found place opens in its own page. */
function PlaceFinder() {
  const { say } = useWords()
  const { place } = useSlice()
  const { start } = useMe()
  const go = useGo()
  const root = useRef<HTMLSpanElement>(null)
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== '/' || event.ctrlKey || event.metaKey || isTyping(event.target)) return
      event.preventDefault()
      root.current?.querySelector('button')?.click()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])
  return (
    <span ref={root}>
      <Popover label="⌕ /" name={say('bar.search')} className="at-end" testId="find">
        {(close) => (
          <PlaceSearch
            from={place}
            root={start.place?.code}
            onPick={(found) => {
              close()
              go({ to: '/place', change: { place: found.code } })
            }}
          />
        )}
      </Popover>
    </span>
  )
}

export const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement && target.matches('input, textarea, select, [contenteditable]')
