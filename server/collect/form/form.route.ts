import { FormEntry } from '@gangju/contract/form-entry'
import { getForm, listForms } from '@gangju/contract/forms'
import { Problem } from '@gangju/net/problem'
import { type Call, type Routes, serve } from '../../http/serve.ts'
import { listVersions } from './form.store.ts'
import { formItem, openForms } from './form-desk.ts'

/** The catalogue of return forms. */
export const formRoutes: Routes = (app) => {
  serve(app, listForms, handleList)
  serve(app, getForm, handleOne)
}

async function handleList(call: Call<typeof listForms>) {
  const desk = await openForms(call, call.query.place)
  const shown = call.catalog.forms.filter(
    (form) =>
      (form.placeId === null || desk.officeOf(form) !== null) && (call.query.archived || form.archivedAt === null),
  )
  const items = []
  for (const form of shown) items.push(await formItem(form, desk, call))
  return { items, mayAdd: desk.mayAdd }
}

async function handleOne(call: Call<typeof getForm>) {
  const { catalog, params, query } = call
  const desk = await openForms(call)
  const form = catalog.form(params.form)
  if (form.placeId !== null && desk.officeOf(form) === null) throw new Problem('form.unknown')
  const versions = await listVersions(desk.scope.db, form.formId)
  return {
    ...(await formItem(form, desk, call)),
    entry: FormEntry.parse(query.version === undefined ? form.entry : catalog.formVersion(form, query.version)),
    versions: versions.map(({ version, recordedAt, isOfCatalogue }) => ({
      version,
      recordedAt: recordedAt.toISOString(),
      isOfCatalogue,
    })),
  }
}
