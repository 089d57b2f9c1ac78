import { z } from 'zod'
import { route } from './route.ts'
import { Cursor, Flag } from './values.ts'

/** A code, or the UID that the program gives it. */
const Identifier = z.string().min(1).max(80)
const ExchangePeriod = z.string().min(4).max(10).meta({ description: '202610, 2026Q3, 2026S1, 2026' })
const OneOrMore = <T extends z.ZodType>(one: T) => z.union([one, z.array(one).max(500)])

export const CSV_TYPE = 'text/csv'

const IdScheme = z.enum(['CODE', 'UID']).describe('CODE unless said; what comes in may be either when nothing is said.')
const ImportStrategy = z.enum(['CREATE_AND_UPDATE', 'CREATE', 'UPDATE', 'DELETE'])

/** A figure as it comes in. What DHIS2 writes beside it is read and left. */
const DataValueIn = z.strictObject({
  dataElement: Identifier.describe('Code of an indicator.'),
  period: ExchangePeriod.optional(),
  orgUnit: Identifier.optional().describe('12-digit code of a place.'),
  categoryOptionCombo: z.string().max(40).optional().describe('Only the default one.'),
  attributeOptionCombo: z.string().max(40).optional().describe('Only the default one.'),
  value: z
    .union([z.string().max(64), z.number()])
    .nullable()
    .optional()
    .describe('Read as a cell that is typed.'),
  comment: z.string().max(2_000).nullable().optional().describe('The explanation of the figure.'),
  deleted: z.boolean().optional(),
  followup: z.boolean().optional(),
  followUp: z.boolean().optional(),
  storedBy: z.string().max(200).optional(),
  created: z.string().max(40).optional(),
  lastUpdated: z.string().max(40).optional(),
})
export type DataValueIn = z.infer<typeof DataValueIn>

export const DataValueSetIn = z.strictObject({
  dataSet: Identifier.optional(),
  completeDate: z.string().max(40).optional().describe('Present: the returns are handed in afterwards.'),
  period: ExchangePeriod.optional(),
  orgUnit: Identifier.optional(),
  attributeOptionCombo: z.string().max(40).optional(),
  dataValues: z.array(DataValueIn).min(1).max(20_000),
})
export type DataValueSetIn = z.infer<typeof DataValueSetIn>

const DataValueOut = z.object({
  dataElement: z.string(),
  period: z.string(),
  orgUnit: z.string(),
  categoryOptionCombo: z.string(),
  attributeOptionCombo: z.string(),
  value: z.string().describe('Exact decimal in the unit of the indicator.'),
  lastUpdated: z.string(),
  comment: z.string().optional(),
  followup: z.boolean(),
})
export type DataValueOut = z.infer<typeof DataValueOut>

const Conflict = z.object({
  object: z.string(),
  value: z.string().describe('Why, in words.'),
  errorCode: z.string().optional().describe('Of DHIS2, where it has one.'),
  property: z.string().optional(),
  code: z.string().describe('Of this program.'),
  indexes: z.array(z.int()).describe('Places in the list, from 0.'),
  line: z.int().optional().describe('Of a CSV file.'),
  column: z.int().optional(),
})
export type Conflict = z.infer<typeof Conflict>

/** The answer of DHIS2 to an import: 200 when all was taken, 409 with the same shape when something was left out. */
export const ImportReport = z.object({
  httpStatus: z.enum(['OK', 'Conflict']),
  httpStatusCode: z.int(),
  status: z.enum(['OK', 'WARNING', 'ERROR']),
  message: z.string(),
  response: z.object({
    responseType: z.literal('ImportSummary'),
    status: z.enum(['SUCCESS', 'WARNING', 'ERROR']),
    importOptions: z.object({ dryRun: z.boolean(), importStrategy: ImportStrategy, idScheme: IdScheme.optional() }),
    description: z.string(),
    importCount: z.object({ imported: z.int(), updated: z.int(), ignored: z.int(), deleted: z.int() }),
    conflicts: z.array(Conflict).describe('At most 1,000.'),
    rejectedIndexes: z.array(z.int()),
    dataSetComplete: z.enum(['true', 'false']),
  }),
})
export type ImportReport = z.infer<typeof ImportReport>

const within = Identifier.optional().describe('Only returns at or under this place; else all that the person may fill.')

const valuesQuery = {
  dataSet: OneOrMore(Identifier),
  orgUnit: Identifier,
  children: Flag.optional().describe('True: with everything under it.'),
  period: OneOrMore(ExchangePeriod).optional(),
  startDate: z.iso.date().optional().describe('With endDate, instead of period: the whole periods between.'),
  endDate: z.iso.date().optional(),
  idScheme: IdScheme.optional(),
  lastUpdated: z
    .union([z.iso.date(), z.iso.datetime({ offset: true, local: true })])
    .optional()
    .describe('Only figures that came since; without an offset by UTC+8.'),
  limit: z.coerce.number().int().min(1).max(50_000).optional().describe('A page; else all, up to 50,000.'),
  cursor: Cursor.optional(),
}

export const readDataValues = route({
  method: 'GET',
  path: '/exchange/dataValueSets',
  summary: 'Figures in the net as a DHIS2 data value set',
  needs: 'observation.read',
  query: valuesQuery,
  reply: z.object({
    dataValues: z.array(DataValueOut),
    next: z.string().nullable().describe('Cursor of the following page; null: this is all.'),
  }),
})

export const downloadDataValues = route({
  method: 'GET',
  path: '/exchange/dataValueSets.csv',
  summary: 'The same as CSV; the header x-next-cursor tells the following page',
  needs: 'observation.read',
  query: {
    ...valuesQuery,
    separator: z.enum(['comma', 'semicolon', 'tab']).optional(),
    layout: z
      .enum(['list', 'table'])
      .optional()
      .describe('list: the columns of DHIS2, one figure a line. table: a line for each place and period.'),
    bom: Flag.optional().describe('True: with a byte order mark, by which spreadsheets know UTF-8.'),
  },
  reply: z.any().describe(CSV_TYPE),
  replyKind: 'file',
})

export const takeDataValues = route({
  method: 'POST',
  path: '/exchange/dataValueSets',
  summary: 'Put figures of a DHIS2 data value set (JSON or CSV) into drafts, as if they were typed',
  needs: 'submission.draft',
  query: {
    orgUnit: within,
    dataSet: Identifier.optional().describe('Of a CSV file, which does not name it.'),
    dryRun: Flag.optional().describe('True: judged and counted, nothing kept.'),
    importStrategy: ImportStrategy.optional(),
    idScheme: IdScheme.optional(),
  },
  body: DataValueSetIn,
  fileBody: CSV_TYPE,
  reply: ImportReport,
})

const Registration = z.object({
  dataSet: z.string(),
  period: z.string(),
  organisationUnit: z.string(),
  attributeOptionCombo: z.string(),
  date: z.string().describe('Day that it was handed in.'),
  completed: z.boolean(),
})

export const listCompleteRegistrations = route({
  method: 'GET',
  path: '/exchange/completeDataSetRegistrations',
  summary: 'Returns that were handed in, as DHIS2 registers complete data sets',
  needs: 'submission.read',
  query: {
    dataSet: Identifier,
    orgUnit: Identifier,
    children: Flag.optional(),
    period: ExchangePeriod,
    idScheme: IdScheme.optional(),
  },
  reply: z.object({ completeDataSetRegistrations: z.array(Registration) }),
})

export const completeReturns = route({
  method: 'POST',
  path: '/exchange/completeDataSetRegistrations',
  summary: 'Hand drafts in, by registering their data sets complete',
  needs: 'submission.submit',
  query: { orgUnit: within, dryRun: Flag.optional(), idScheme: IdScheme.optional() },
  body: z.strictObject({
    completeDataSetRegistrations: z
      .array(
        z.strictObject({
          dataSet: Identifier,
          period: ExchangePeriod,
          organisationUnit: Identifier.describe('The place that files.'),
          attributeOptionCombo: z.string().max(40).optional(),
          date: z.string().max(40).optional(),
          storedBy: z.string().max(200).optional(),
          completed: z.boolean().optional(),
        }),
      )
      .min(1)
      .max(2_000),
  }),
  reply: ImportReport,
})

const Reference = z.object({ id: z.string(), code: z.string() })

const OrganisationUnit = z.object({
  id: z.string(),
  code: z.string(),
  name: z.string(),
  shortName: z.string(),
  level: z.int().describe('country 1, province 2, city 3, county 4, town 5, village 6.'),
  parent: Reference.nullable().describe('Null where the reader may not see it.'),
  openingDate: z.string().describe('1970-01-01 where no day is known.'),
  closedDate: z.string().nullable(),
})
export type OrganisationUnit = z.infer<typeof OrganisationUnit>

const unitsQuery = { orgUnit: Identifier, children: Flag.optional().describe('False: the place alone.') }

export const listOrganisationUnits = route({
  method: 'GET',
  path: '/exchange/organisationUnits',
  summary: 'Places as DHIS2 organisation units',
  needs: 'place.read',
  query: unitsQuery,
  reply: z.object({ organisationUnits: z.array(OrganisationUnit) }),
})

export const downloadOrganisationUnits = route({
  method: 'GET',
  path: '/exchange/organisationUnits.csv',
  summary: 'The same as CSV',
  needs: 'place.read',
  query: { ...unitsQuery, bom: Flag.optional() },
  reply: z.any().describe(CSV_TYPE),
  replyKind: 'file',
})

const UnitIn = z.object({
  id: z.string().max(40).optional(),
  code: z.string().max(80).optional(),
  name: z.string().max(300).optional(),
  parent: z
    .object({ id: z.string().max(40).optional(), code: z.string().max(80).optional() })
    .nullable()
    .optional(),
  openingDate: z.string().max(40).nullable().optional(),
  closedDate: z.string().max(40).nullable().optional(),
})
export type UnitIn = z.infer<typeof UnitIn>

export const UnitDifference = z.object({
  kind: z.enum(['missingHere', 'missingThere', 'name', 'parent', 'openingDate', 'closedDate', 'unreadable']),
  code: z.string(),
  here: z.string().nullable(),
  there: z.string().nullable(),
  index: z.int().nullable().describe('Place in the list, from 0.'),
})
export type UnitDifference = z.infer<typeof UnitDifference>

export const takeOrganisationUnits = route({
  method: 'POST',
  path: '/exchange/organisationUnits',
  summary: 'Open the towns and villages that another system has more, and take its names; the rest is told and left',
  needs: 'place.write',
  query: {
    orgUnit: Identifier,
    on: z.iso.date().optional().describe('From which day. A new place: else from its own opening date, else today.'),
    dryRun: Flag.optional(),
  },
  body: z.object({ organisationUnits: z.array(UnitIn).max(50_000) }),
  reply: z.object({
    dryRun: z.boolean(),
    opened: z.int(),
    renamed: z.int(),
    left: z
      .array(UnitDifference.extend({ reason: z.string().describe('Why it was not taken.') }))
      .describe('At most 5,000.'),
    leftCount: z.int(),
  }),
})

export const compareOrganisationUnits = route({
  method: 'POST',
  path: '/exchange/organisationUnits/compare',
  summary: 'How organisation units of another system differ from the places; nothing is changed',
  needs: 'place.read',
  query: { orgUnit: Identifier },
  body: z.object({ organisationUnits: z.array(UnitIn).max(50_000) }),
  reply: z.object({
    same: z.int(),
    differences: z.array(UnitDifference).describe('At most 5,000.'),
    count: z.int(),
  }),
})

const Named = z.object({ id: z.string(), code: z.string(), name: z.string(), shortName: z.string() })

export const readExchangeMetadata = route({
  method: 'GET',
  path: '/exchange/metadata',
  summary: 'Indicators and forms as DHIS2 data elements and data sets',
  needs: 'indicator.read',
  reply: z.object({
    dataElements: z.array(
      Named.extend({
        domainType: z.literal('AGGREGATE'),
        valueType: z.literal('NUMBER'),
        aggregationType: z.string(),
        zeroIsSignificant: z.literal(true),
        description: z.string(),
      }),
    ),
    dataSets: z.array(
      Named.extend({
        periodType: z.enum(['Monthly', 'Quarterly', 'SixMonthly', 'Yearly']),
        dataSetElements: z.array(z.object({ dataElement: Reference })),
        openFuturePeriods: z.literal(0),
      }),
    ),
  }),
})
