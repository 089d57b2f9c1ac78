export type { Claim, Finding, Likely } from './claim.ts'
export { findDiffering } from './differing.ts'
export { findBrokenPaths } from './path.ts'
export { type ChildrenOf, findBrokenSums } from './sum.ts'
