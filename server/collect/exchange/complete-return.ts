import type { AnyRoute } from '@gangju/contract/route'
import type { Period } from '@gangju/net/period'
import { Problem } from '@gangju/net/problem'
import type { Call, Scope } from '../../http/serve.ts'
import { ListedProblem } from '../../http/serve.ts'
import type { CatalogForm } from '../../net/catalog.ts'
import { handIn } from '../entry/hand-in.ts'
import { attempt } from './attempt.store.ts'
import type { ImportTally, Told } from './import-tally.ts'

type Completing = Pick<Call<AnyRoute>, 'within' | 'catalog' | 'actor' | 'now' | 'lang'>

interface OneReturn {
  readonly form: CatalogForm
  readonly period: Period
  readonly filer: string
}

/** Hands one draft in, by the checks and rights of handing in; what stands in the way is told, each finding by itself [EX8]. */
export async function completeReturn(
  call: Completing,
  { form, period, filer }: OneReturn,
  { tally, told }: { readonly tally: ImportTally; readonly told: Told },
): Promise<boolean> {
  const { catalog, actor, now, lang } = call
  try {
    const scope: Scope = await call.within({ place: filer, verb: 'submission.submit' })
    const words = { catalog, actor, now, lang, form, period, stated: undefined }
    await attempt(scope.trx, () => handIn(scope, words))
    return true
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    tally.refuse(told, error, { object: form.entry.code })
    if (error instanceof ListedProblem) {
      for (const { code, message, path } of error.errors) {
        tally.fault(told, { object: path ?? filer, code, message })
      }
    }
    return false
  }
}
