import { useWords } from './language.tsx'
import { prefer } from './preferences.ts'

/** Chinese or English, kept for the next visit. */
export function LanguageSwitch() {
  const { say, language } = useWords()
  return (
    <button
      type="button"
      className="quiet"
      aria-label={say('bar.languageLabel')}
      onClick={() => prefer({ language: language === 'zh' ? 'en' : 'zh' })}
      data-testid="language"
    >
      {say('bar.language')}
    </button>
  )
}
