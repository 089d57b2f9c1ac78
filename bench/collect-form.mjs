import { readFileSync } from 'node:fs'

/** A village's month of ordinary size, by indicator; income in 万元 is worked out from its parts. */
const usual = {
  naturalVillages: 20,
  ruralHouseholds: 800,
  ruralPeople: 3_000,
  operatingIncome: 60,
  contractIncome: 25,
  investmentIncome: 15,
  contractedLandArea: 1_200,
  transferredLandArea: 600,
  abandonedLandRestored: 10,
  grainArea: 500,
  highStandardFarmland: 400,
  sewageTreatedVillages: 14,
  garbageCoveredVillages: 15,
  sanitaryToiletHouseholds: 700,
  styleScopeHouses: 300,
  styleConformingHouses: 200,
  bareHousesImproved: 5,
  tinShedsRemoved: 100,
  tapWaterPeople: 2_500,
  pavedVillages: 15,
  greenTrees: 200,
  gridItemsReceived: 30,
  gridItemsClosed: 20,
  petitions: 2,
  villageCouncils: 2,
  canteens: 1,
  newRuralJobs: 5,
  culturalEvents: 2,
  villageDisclosures: 3,
}
const growing = new Set(['operatingIncome', 'contractIncome', 'investmentIncome'])
const incomes = [...growing]

/** The monthly return of a village as each village files it for itself, with one column more: 30 in all. */
export function rushForm() {
  const read = (name) => JSON.parse(readFileSync(new URL(`../catalogue/forms/${name}.json`, import.meta.url), 'utf8'))
  const monthly = read('village-monthly')
  const more = read('village-brief').columns.find(({ indicator }) => indicator === 'villageDisclosures')
  const columns = [...monthly.columns, { ...more, section: 'governance' }]
  return { ...monthly, filedBy: 'village', review: ['town', 'county'], columns }
}

/** What a village says of a month, by indicator; it passes every check, and differs from village to village. */
export function figuresOf(placeId, month) {
  const size = 1 + ((placeId * 2_654_435_761) % 1_009) / 4_000
  const figures = Object.fromEntries(
    Object.entries(usual).map(([indicator, figure]) =>
      growing.has(indicator)
        ? [indicator, ((figure * size * month) / 9).toFixed(2)]
        : [indicator, String(Math.floor(figure * size))],
    ),
  )
  const cents = incomes.reduce((sum, indicator) => sum + Math.round(Number(figures[indicator]) * 100), 0)
  return { ...figures, villageOperatingIncome: (cents / 100).toFixed(2) }
}
