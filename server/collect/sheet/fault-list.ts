import type { ReturnFault } from '../fault.ts'

const keptAtMost = 2_000

/** Faults as they are found: all counted, the first ones kept, those that keep a cell out before those that only tell. */
export function createFaultList() {
  const errors: ReturnFault[] = []
  const warnings: ReturnFault[] = []
  let errorCount = 0
  let warningCount = 0
  return {
    add(fault: ReturnFault): void {
      if (fault.severity === 'error') {
        errorCount += 1
        if (errors.length < keptAtMost) errors.push(fault)
      } else {
        warningCount += 1
        if (warnings.length < keptAtMost) warnings.push(fault)
      }
    },
    list: () => ({
      faults: [...errors, ...warnings].slice(0, keptAtMost),
      faultCount: errorCount + warningCount,
      errorCount,
    }),
  }
}

export type FaultList = ReturnType<typeof createFaultList>
