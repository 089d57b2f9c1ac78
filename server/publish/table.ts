import type { exportTable } from '@gangju/contract/board'
import type { Verb } from '@gangju/net/grant'
import type { Call, Lang, Scope } from '../http/serve.ts'
import type { TableWords } from '../http/sheet/table-workbook.ts'

export type TableCall = Call<typeof exportTable>
/** `board.xlsx`, … as the contract names them. */
export type TableName = TableCall['params']['table']

/** What a table says; where, when and for whom stands above it and is the same for all. */
export type Table = Omit<TableWords, 'subtitle' | 'lang'>

export interface TableQuestion {
  readonly call: TableCall
  readonly scope: Scope
  readonly lang: Lang
}

/** One kind of table: the verb that reading it needs, and how it is made. */
export interface TableMaker {
  readonly verb: Verb
  readonly make: (question: TableQuestion) => Promise<Table>
}

/** More rows than this are asked for in parts. */
export const mostRows = 20_000
