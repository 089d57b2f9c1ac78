import { isUnsettled } from '@gangju/net/form'
import { type ListedFault, ListedProblem } from '../../http/listed-problem.ts'
import type { ReturnFault } from '../fault.ts'
import { faultText } from '../fault-text.ts'
import type { ReturnLang } from '../return-layout.ts'

/** More are counted and not listed [CO1]. */
export const MOST_LISTED = 200

/** @throws ListedProblem `submission.faulty` for what cannot be true or cannot be read [CO1, CK2]. */
export function refuseFaulty(faults: readonly ReturnFault[], lang: ReturnLang): void {
  refuse(
    'submission.faulty',
    faults.filter(({ severity }) => severity === 'error'),
    lang,
  )
}

/** @throws ListedProblem `submission.unexplained` for what is unusual and nobody explained: asked before handing in [CK3]. */
export function refuseUnexplained(faults: readonly ReturnFault[], lang: ReturnLang): void {
  refuse(
    'submission.unexplained',
    faults.filter(({ found }) => found && isUnsettled(found.finding)),
    lang,
  )
}

function refuse(code: string, faults: readonly ReturnFault[], lang: ReturnLang): void {
  if (faults.length === 0) return
  const listed = faults.slice(0, MOST_LISTED).map(
    (fault): ListedFault => ({
      code: fault.code,
      path: fault.path ?? pathOf(fault),
      cell: fault.at ?? null,
      message: faultText(fault, lang),
    }),
  )
  throw new ListedProblem(code, listed, { count: faults.length }, faults.length)
}

/** Of what was read from no file and no list: the place and the indicator. */
function pathOf({ at, placeCode, indicator }: ReturnFault): string | undefined {
  return at === undefined && placeCode !== undefined && indicator !== undefined
    ? `${placeCode}.${indicator}`
    : undefined
}
