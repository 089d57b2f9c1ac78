import type { FormItem } from '@gangju/contract/forms'
import type { AnyRoute } from '@gangju/contract/route'
import type { PlaceLevel } from '@gangju/contract/values'
import { type FormPlaces, formBurden } from '@gangju/net/form'
import { Problem } from '@gangju/net/problem'
import type { RectangleLists } from '../../http/call.ts'
import { officeDay } from '../../http/office-time.ts'
import type { Call, Scope } from '../../http/serve.ts'
import { countFormPlaces } from './burden.store.ts'
import { type FormRow, listOffices, type Office } from './form.store.ts'

type AnyCall = Pick<Call<AnyRoute>, 'within' | 'catalog' | 'lang' | 'now'>

/** The catalogue of forms as one reader sees it. */
export interface FormDesk {
  readonly scope: Scope
  readonly day: string
  /** The office of a form, as far as the reader's places lie under it, over it or are it; null: out of sight. */
  readonly officeOf: (form: Pick<FormRow, 'placeId'>) => Office | null
  /** The reader may make a form at the place asked for. */
  readonly mayAdd: boolean
  readonly mayEdit: (form: Pick<FormRow, 'placeId' | 'entry'>) => boolean
  /** Places that have a row in a form and that file it, under the place asked for. */
  readonly placesOf: (form: FormRow) => Promise<FormPlaces>
}

/** Opens the catalogue for reading: the installation's own forms and those of offices above, at and under the place. */
export async function openForms(call: AnyCall, place?: string): Promise<FormDesk> {
  const writable = await findWritable(call)
  const scope = await call.within({ ...(place === undefined ? {} : { place }), verb: 'indicator.read', mode: 'read' })
  const offices = await listOffices(scope.db, {
    placeIds: call.catalog.forms.flatMap(({ placeId }) => placeId ?? []),
    rootIds: scope.places,
  })
  const officeOf = ({ placeId }: Pick<FormRow, 'placeId'>) =>
    (placeId === null ? topOffice(offices) : offices.find((office) => office.placeId === placeId)) ?? null
  const mayWriteAt = ({ countyId, placeId }: Pick<Office, 'countyId' | 'placeId'>) =>
    writable.counties.includes(countyId) || writable.places.includes(placeId)
  const day = officeDay(call.now)
  return {
    scope,
    day,
    officeOf,
    mayAdd: mayWriteAt(scope.place),
    mayEdit: (form) => {
      const office = officeOf(form)
      const path = call.catalog.findGoal(form.entry.goal)?.path ?? ''
      return office !== null && mayWriteAt(office) && writable.goalPaths.some((granted) => path.startsWith(granted))
    },
    placesOf: (form) => countFormPlaces(scope.db, form, { rootIds: scope.places, day }),
  }
}

/** The place at the top of the tree, whose administrator keeps what the installation brought. */
function topOffice(offices: readonly Office[]): Office | undefined {
  const order = ['country', 'province', 'city', 'county', 'town', 'village']
  return offices.toSorted((a, b) => order.indexOf(a.level) - order.indexOf(b.level))[0]
}

async function findWritable({
  within,
}: Pick<AnyCall, 'within'>): Promise<Pick<RectangleLists, 'counties' | 'places'> & Pick<Scope, 'goalPaths'>> {
  try {
    const { rectangle, goalPaths } = await within({ verb: 'catalogue.write', mode: 'read' })
    return { ...rectangle, goalPaths }
  } catch (error) {
    const isOutside = error instanceof Problem && (error.code === 'grant.missing' || error.code === 'place.unknown')
    if (!isOutside) throw error
    return { counties: [], places: [], goalPaths: [] }
  }
}

/** A form of the list, as the wire has it. */
export async function formItem(form: FormRow, desk: FormDesk, { catalog, lang }: AnyCall): Promise<FormItem> {
  const { entry, archivedAt, placeId } = form
  const office = placeId === null ? null : desk.officeOf(form)
  const goal = catalog.findGoal(entry.goal)
  const expires = entry.admission?.expires
  return {
    code: entry.code,
    version: entry.version,
    name: entry.name,
    nameEn: entry.nameEn,
    goal: entry.goal,
    goalName: goal === undefined ? entry.goal : lang === 'zh' ? goal.name : goal.nameEn,
    period: entry.period,
    collects: entry.collects,
    filedBy: entry.filedBy,
    review: [...entry.review],
    office: office && { code: office.code, name: office.name, level: office.level as PlaceLevel },
    admission: entry.admission ?? null,
    expired: expires !== undefined && expires !== null && expires < desk.day,
    archivedAt: archivedAt?.toISOString() ?? null,
    burden: formBurden(entry, await desk.placesOf(form)),
    mayEdit: desk.mayEdit(form),
  }
}
