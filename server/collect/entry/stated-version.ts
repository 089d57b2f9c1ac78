import { Problem } from '@gangju/net/problem'

/** The version in If-Match; undefined without one. @throws Problem `request.invalid` for anything that is no version. */
export function statedVersion({ ifMatch }: { readonly ifMatch: string | undefined }): number | undefined {
  if (ifMatch === undefined || ifMatch === '*') return undefined
  const match = /^(?:W\/)?"?(\d{1,9})"?$/.exec(ifMatch)
  if (!match) throw new Problem('request.invalid')
  return Number(match[1])
}
