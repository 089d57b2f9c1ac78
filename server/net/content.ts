export * from './form-entry.ts'
export * from './indicator-entry.ts'
