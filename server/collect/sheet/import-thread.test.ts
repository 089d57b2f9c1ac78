import { expect, test } from 'vitest'
import { containerOf, partsOf, sheetXml, workbookOf } from '../../http/sheet/test-container.ts'
import { testColumns, testTask } from './import-scene.ts'
import { lookAndReadInThread, readImportInThread } from './import-thread.ts'

const text = (at: string, said: string) => `<c r="${at}" t="inlineStr"><is><t>${said}</t></is></c>`
const sheet = (farms: number) =>
  workbookOf(
    `<row r="1">${text('A1', '村')}${text('B1', '家庭农场数')}</row><row r="2">${text('A2', '柳村')}<c r="B2"><v>${farms}</v></c></row>`,
  )
const forms = [
  { form: 'other', columns: [] },
  { form: 'own', columns: testColumns },
]
const valueIn = (bytes: Buffer) => readImportInThread(bytes, testTask).then(({ rows }) => rows[0]![0]!.value)

test('[XL9] a workbook is looked at and then read in one thread; whoever asks decides in between', async () => {
  const { look, reading } = await lookAndReadInThread(sheet(7), forms, async ({ guesses, prints }) => {
    expect(guesses).toEqual([{ form: 'own', columns: 1 }])
    expect(prints).toHaveLength(1)
    return testTask
  })
  expect(look.guesses[0]!.form).toBe('own')
  expect(reading).toMatchObject({ places: 1, values: 1, faultCount: 0 })
  const unread = await lookAndReadInThread(sheet(7), forms, async () => undefined)
  expect(unread.reading).toBeUndefined()
})

test('[XL9] one workbook leaves nothing for the next one, whether it was read or refused, alone or beside others', async () => {
  const hostile = containerOf(partsOf({ 'xl/worksheets/sheet1.xml': sheetXml('<row r="2"/><row r="1"/>') }))
  const said = await Promise.allSettled(
    [sheet(1), hostile, sheet(2), Buffer.from('no workbook'), sheet(3)].map((bytes) => valueIn(bytes)),
  )
  expect(said.map((one) => (one.status === 'fulfilled' ? one.value : (one.reason as { code: string }).code))).toEqual([
    '1',
    'file.corrupt',
    '2',
    'file.notXlsx',
    '3',
  ])
  await expect(
    lookAndReadInThread(sheet(1), forms, async () => {
      throw new Error('nobody decides')
    }),
  ).rejects.toThrow('nobody decides')
  expect(await valueIn(sheet(4))).toBe('4')
})
