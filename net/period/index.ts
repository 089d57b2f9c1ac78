export * from './calendar.ts'
export * from './format.ts'
export * from './period.ts'
