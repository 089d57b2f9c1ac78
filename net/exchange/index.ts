export * from './csv.ts'
export * from './exchange-period.ts'
export * from './exchange-uid.ts'
