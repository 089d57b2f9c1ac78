import { z } from 'zod'
import { FormEntry } from './form-entry.ts'
import { XLSX_TYPE } from './returns.ts'
import { route } from './route.ts'
import { Flag, FormCode, IndicatorCode, Moment, PlaceCode, PlaceLevel, PlaceName, VersionNumber } from './values.ts'

/** A form as the designer hands it in: the server counts its versions. */
export const FormDraft = FormEntry.omit({ version: true }).extend({ code: FormCode })
export type FormDraft = z.infer<typeof FormDraft>

/** What one form costs in a year; a cell is one figure of one place in one period. */
export const FormBurden = z.object({
  filers: z.int().describe('Places that file.'),
  rows: z.int().describe('Places that have a row.'),
  typed: z.int().describe('Columns that are typed.'),
  known: z.int().describe('Columns that are shown filled in and only confirmed.'),
  timesAYear: z.int(),
  returns: z.int(),
  cells: z.int().describe('Typed columns × rows × times a year.'),
  confirmed: z.int().describe('Known columns × rows × times a year.'),
})
export type FormBurden = z.infer<typeof FormBurden>

export const FormItem = z.object({
  code: FormCode,
  version: z.int(),
  name: z.string(),
  nameEn: z.string(),
  goal: z.string(),
  goalName: z.string(),
  period: FormEntry.shape.period,
  collects: PlaceLevel,
  filedBy: PlaceLevel,
  review: z.array(PlaceLevel),
  office: PlaceName.nullable().describe('The place whose office keeps the form; null: the installation.'),
  admission: FormEntry.shape.admission.unwrap().nullable(),
  expired: z.boolean().describe('Its leave to burden others has run out.'),
  archivedAt: Moment.nullable(),
  burden: FormBurden.describe('Under the place asked for.'),
  mayEdit: z.boolean(),
})
export type FormItem = z.infer<typeof FormItem>

export const listForms = route({
  method: 'GET',
  path: '/forms',
  summary: 'The catalogue of return forms: who files them, how often, and what they cost',
  needs: 'indicator.read',
  query: { place: PlaceCode.optional(), archived: Flag.optional().describe('Archived ones too.') },
  reply: z.object({
    items: z.array(FormItem),
    mayAdd: z.boolean().describe('The reader may make a form at the place.'),
  }),
})

export const getForm = route({
  method: 'GET',
  path: '/forms/:form',
  summary: 'A form as it stands or stood, with its versions',
  needs: 'indicator.read',
  params: { form: FormCode },
  query: { version: VersionNumber.optional() },
  reply: FormItem.extend({
    entry: FormEntry,
    versions: z.array(
      z.object({
        version: z.int(),
        recordedAt: Moment,
        isOfCatalogue: z.boolean().describe('It came with the program; no person wrote it.'),
      }),
    ),
  }),
})

/** What is wrong with a form, or to be known of it. */
export const FormFinding = z.object({
  code: z.string(),
  severity: z.enum(['error', 'warning']).describe('An error stops saving.'),
  path: z.string().describe('columns.3.unit'),
  message: z.string(),
})
export type FormFinding = z.infer<typeof FormFinding>

/** A figure that a column asks and another form asks too, or almost. */
export const AskedElsewhere = z.object({
  column: IndicatorCode,
  kind: z.enum(['same', 'near']).describe('The same indicator, or one whose name is much alike.'),
  form: FormCode,
  formName: z.string(),
  indicator: IndicatorCode,
  indicatorName: z.string(),
})
export type AskedElsewhere = z.infer<typeof AskedElsewhere>

/** What is said of a form that is handed in; a dry run says it and stores nothing. */
const FormVerdict = z.object({
  form: FormItem.nullable().describe('As stored; null of a dry run.'),
  findings: z.array(FormFinding).describe('Of a dry run errors too; else only what may be known.'),
  elsewhere: z.array(AskedElsewhere),
  burden: FormBurden,
})
export type FormVerdict = z.infer<typeof FormVerdict>

const dryRun = Flag.optional().describe('Look only.')

export const createForm = route({
  method: 'POST',
  path: '/forms',
  summary: 'Puts a new form in force, kept by the office of a place for the places under it',
  needs: 'catalogue.write',
  query: { dryRun },
  body: z.strictObject({
    place: PlaceCode,
    entry: FormDraft,
    copyOf: FormCode.optional().describe('The form that it was made from.'),
  }),
  reply: FormVerdict,
})

export const reviseForm = route({
  method: 'POST',
  path: '/forms/:form/versions',
  summary: 'Puts the next version of a form in force; returns that are begun keep theirs',
  needs: 'catalogue.write',
  params: { form: FormCode },
  query: { dryRun },
  body: z.strictObject({ from: z.int().min(1).describe('The version that was edited.'), entry: FormDraft }),
  reply: FormVerdict,
})

export const archiveForm = route({
  method: 'POST',
  path: '/forms/:form/archive',
  summary: 'Ends a form: nothing more is filed by it, and what was filed stays',
  needs: 'catalogue.write',
  params: { form: FormCode },
  body: z.strictObject({ from: z.int().min(1), archived: z.boolean() }),
  reply: FormItem,
})

const LevelBurden = z.object({
  forms: z.int(),
  filers: z.int(),
  returns: z.int(),
  cells: z.int(),
  confirmed: z.int(),
})

const burdenQuery = {
  place: PlaceCode.optional(),
  since: z.iso.date().optional().describe('Compared with the forms in force at the end of this day.'),
}

export const readBurden = route({
  method: 'GET',
  path: '/forms-burden',
  summary: 'The burden ledger: fields × places × times a year per form and per level, now and at an earlier day',
  needs: 'indicator.read',
  query: burdenQuery,
  reply: z.object({
    place: PlaceName,
    since: z.iso.date().nullable(),
    forms: z.array(
      z.object({
        code: FormCode,
        name: z.string(),
        filedBy: PlaceLevel,
        now: FormBurden.nullable().describe('Null: archived.'),
        before: FormBurden.nullable().describe('Null: not in force then; without a day the same as now.'),
      }),
    ),
    levels: z.array(z.object({ level: PlaceLevel, now: LevelBurden.nullable(), before: LevelBurden.nullable() })),
  }),
})
export type Burden = z.infer<typeof readBurden.reply>

export const downloadBurden = route({
  method: 'GET',
  path: '/forms-burden.xlsx',
  summary: 'The same as a workbook',
  needs: 'indicator.read',
  query: { ...burdenQuery, lang: z.enum(['zh', 'en']).optional() },
  reply: z.any().describe(XLSX_TYPE),
  replyKind: 'file',
})
