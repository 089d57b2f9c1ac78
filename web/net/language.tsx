import { type ReactNode, useMemo } from 'react'
import { type UiWords, UiWordsProvider } from '../ui/ui-words.ts'
import { type Language, usePreferences } from './preferences.ts'
import { adminWords } from './words/admin.ts'
import { barWords } from './words/bar.ts'
import { chaseWords } from './words/chase.ts'
import { collectWords } from './words/collect.ts'
import { deskWords } from './words/desk.ts'
import { entryWords } from './words/entry.ts'
import { figureWords } from './words/figures.ts'
import { formWords } from './words/forms.ts'
import { importingWords } from './words/importing.ts'
import { planWords } from './words/plan.ts'
import { planningWords } from './words/planning.ts'
import { publishWords } from './words/publish.ts'
import { reviewWords } from './words/review.ts'
import { uiWords } from './words/ui.ts'
import { whyWords } from './words/why.ts'

/** Every string of the pages, Chinese and English side by side so that neither can be missing. */
const dictionary = {
  ...uiWords,
  ...barWords,
  ...publishWords,
  ...whyWords,
  ...collectWords,
  ...entryWords,
  ...formWords,
  ...figureWords,
  ...reviewWords,
  ...importingWords,
  ...chaseWords,
  ...planWords,
  ...planningWords,
  ...deskWords,
  ...adminWords,
}

export type WordKey = keyof typeof dictionary
export type Say = (key: WordKey, numbers?: Readonly<Record<string, unknown>>) => string

export function say(language: Language, key: WordKey, numbers: Readonly<Record<string, unknown>> = {}): string {
  return dictionary[key][language === 'zh' ? 0 : 1].replace(/\{(\w+)\}/g, (_, name: string) =>
    String(numbers[name] ?? ''),
  )
}

/** Says words in the reader's language. */
export function useWords(): { readonly say: Say; readonly language: Language } {
  const { language } = usePreferences()
  return useMemo(() => ({ language, say: (key, numbers) => say(language, key, numbers) }), [language])
}

/** Words that come in a code of the wire, such as a verb or a state; an unknown one is shown as it is. */
export function sayCode(language: Language, group: string, code: string): string {
  const key = `${group}.${code}`
  return key in dictionary ? say(language, key as WordKey) : code
}

export function LanguageProvider({ children }: { readonly children: ReactNode }) {
  const { language } = usePreferences()
  const words = useMemo(() => {
    const entries = Object.entries(uiWords).map(([key, pair]) => [
      key.slice('ui.'.length),
      pair[language === 'zh' ? 0 : 1],
    ])
    return Object.fromEntries(entries) as UiWords
  }, [language])
  return <UiWordsProvider value={words}>{children}</UiWordsProvider>
}
