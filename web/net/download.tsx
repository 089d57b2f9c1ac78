import type { AnyRoute } from '@gangju/contract/route'
import { type ReactNode, useState } from 'react'
import { saveBlob } from '../ui/clipboard.ts'
import { useUiWords } from '../ui/ui-words.ts'
import { usePreferences } from './preferences.ts'
import { callFile, type RouteInput } from './query.ts'
import { refusalText } from './refusal.ts'

export interface DownloadButtonProps<R extends AnyRoute> {
  readonly route: R
  readonly input: RouteInput<R>
  readonly className?: string
  readonly testId?: string
  readonly children: ReactNode
}

/** Fetches an attachment and saves it; a refusal is said beside the button instead of on a blank page. */
export function DownloadButton<R extends AnyRoute>({
  route,
  input,
  className,
  testId,
  children,
}: DownloadButtonProps<R>) {
  const words = useUiWords()
  const { language } = usePreferences()
  const [state, setState] = useState<'idle' | 'running' | Error>('idle')
  const download = async () => {
    setState('running')
    try {
      const { blob, name } = await callFile(route, input)
      saveBlob(blob, name)
      setState('idle')
    } catch (error) {
      setState(error instanceof Error ? error : new Error(String(error)))
    }
  }
  return (
    <>
      <button
        type="button"
        className={className ?? 'quiet'}
        onClick={() => void download()}
        disabled={state === 'running'}
        data-testid={testId}
      >
        {state === 'running' ? words.exporting : children}
      </button>
      {state instanceof Error ? (
        <span className="inline-refusal" role="alert">
          {refusalText(state, language)}
        </span>
      ) : null}
    </>
  )
}
