import { zipFile } from './zip-file.mjs'

const words = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'
const kinds =
  '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'

/** A .docx with a paragraph for each line; nothing in it is packed, so that its size is that of its words. */
export function wordFile(text) {
  const signs = { '&': '&amp;', '<': '&lt;', '>': '&gt;' }
  const paragraphs = text
    .split('\n')
    .map((line) => `<w:p><w:r><w:t>${line.replace(/[&<>]/g, (sign) => signs[sign])}</w:t></w:r></w:p>`)
  return zipFile([
    ['[Content_Types].xml', kinds],
    ['word/document.xml', `<w:document xmlns:w="${words}"><w:body>${paragraphs.join('')}</w:body></w:document>`],
  ])
}
