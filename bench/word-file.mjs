import { crc32 } from 'node:zlib'

const words = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'
const kinds =
  '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'

/** A .docx with a paragraph for each line; nothing in it is packed, so that its size is that of its words. */
export function wordFile(text) {
  const signs = { '&': '&amp;', '<': '&lt;', '>': '&gt;' }
  const paragraphs = text
    .split('\n')
    .map((line) => `<w:p><w:r><w:t>${line.replace(/[&<>]/g, (sign) => signs[sign])}</w:t></w:r></w:p>`)
  return container([
    ['[Content_Types].xml', kinds],
    ['word/document.xml', `<w:document xmlns:w="${words}"><w:body>${paragraphs.join('')}</w:body></w:document>`],
  ])
}

function container(parts) {
  const bodies = []
  const directory = []
  let at = 0
  for (const [name, text] of parts) {
    const content = Buffer.from(text)
    const head = Buffer.alloc(26)
    head.writeUInt16LE(20, 0)
    head.writeUInt32LE(crc32(content), 10)
    head.writeUInt32LE(content.length, 14)
    head.writeUInt32LE(content.length, 18)
    head.writeUInt16LE(name.length, 22)
    const own = Buffer.concat([Buffer.from('PK\x03\x04'), head, Buffer.from(name), content])
    const rest = Buffer.alloc(14)
    rest.writeUInt32LE(at, 10)
    directory.push(Buffer.from('PK\x01\x02\x14\x00'), head, rest, Buffer.from(name))
    bodies.push(own)
    at += own.length
  }
  const listed = Buffer.concat(directory)
  const end = Buffer.alloc(18)
  end.writeUInt16LE(parts.length, 4)
  end.writeUInt16LE(parts.length, 6)
  end.writeUInt32LE(listed.length, 8)
  end.writeUInt32LE(at, 12)
  return Buffer.concat([...bodies, listed, Buffer.from('PK\x05\x06'), end])
}
