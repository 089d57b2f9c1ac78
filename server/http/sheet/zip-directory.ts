import { Problem } from '@gangju/net/problem'

/** One entry of a container, as its directory states it and its own header confirms. */
export interface ZipEntry {
  readonly name: string
  readonly method: number
  readonly checksum: number
  readonly packedSize: number
  readonly size: number
  /** Where its packed bytes begin. */
  readonly offset: number
}

const entryLimit = 500
const endSize = 22
const directoryHeaderSize = 46
const localHeaderSize = 30
/** The longest trailer that a streaming writer leaves after an entry: signature, checksum and two sizes of 8 bytes. */
const trailerLimit = 24
const stored = 0
const deflated = 8
const encryptedFlags = 0x2041
const unicodeNameFlag = 0x800

/**
 * Reads a container's directory and believes none of it: the container must begin with its first entry and end with its
 * directory, entries must not overlap or leave room between them, each name must be plain and unique, and each entry's own
 * header must agree with the directory.
 *
 * @throws Problem `file.notXlsx`, `file.corrupt`, `file.tooLarge`, `file.forbiddenContent`.
 */
export function readZipDirectory(bytes: Buffer): readonly ZipEntry[] {
  refuseOtherKinds(bytes)
  const end = bytes.length - endSize
  if (end < 0 || bytes.readUInt32LE(end) !== 0x06054b50 || bytes.readUInt16LE(end + 20) !== 0) throw corrupt('end')
  const count = bytes.readUInt16LE(end + 10)
  const directorySize = bytes.readUInt32LE(end + 12)
  const directoryOffset = bytes.readUInt32LE(end + 16)
  if (count > entryLimit) throw new Problem('file.tooLarge', { entries: count })
  if (bytes.readUInt32LE(end + 4) !== 0 || bytes.readUInt16LE(end + 8) !== count) throw corrupt('disks')
  if (directoryOffset + directorySize !== end) throw corrupt('directory')

  const entries: ZipEntry[] = []
  const spans: Span[] = []
  let position = directoryOffset
  for (let index = 0; index < count; index += 1) {
    if (position + directoryHeaderSize > end) throw corrupt('directory')
    const { entry, span, next } = readEntry(bytes, position, directoryOffset)
    entries.push(entry)
    spans.push(span)
    position = next
  }
  if (position !== end) throw corrupt('directory')
  checkNames(entries)
  checkTiling(spans, directoryOffset)
  return entries
}

interface Span {
  readonly from: number
  readonly to: number
}

function refuseOtherKinds(bytes: Buffer): void {
  if (bytes.length >= 8 && bytes.readUInt32BE(0) === 0xd0cf11e0) {
    throw new Problem('file.forbiddenContent', {
      what: '旧版 .xls 格式或打开密码 (an old .xls, or an opening password)',
    })
  }
  if (bytes.length < endSize || bytes.readUInt32LE(0) !== 0x04034b50) throw new Problem('file.notXlsx')
}

function readEntry(bytes: Buffer, at: number, directoryOffset: number): { entry: ZipEntry; span: Span; next: number } {
  if (bytes.readUInt32LE(at) !== 0x02014b50) throw corrupt('directory')
  const flags = bytes.readUInt16LE(at + 8)
  const method = bytes.readUInt16LE(at + 10)
  const checksum = bytes.readUInt32LE(at + 16)
  const packedSize = bytes.readUInt32LE(at + 20)
  const size = bytes.readUInt32LE(at + 24)
  const nameLength = bytes.readUInt16LE(at + 28)
  const next = at + directoryHeaderSize + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32)
  const localOffset = bytes.readUInt32LE(at + 42)
  const rawName = bytes.subarray(at + directoryHeaderSize, at + directoryHeaderSize + nameLength)

  if (flags & encryptedFlags) throw forbidden('加密内容 (encryption)')
  if (((bytes.readUInt32LE(at + 38) >>> 16) & 0xf000) === 0xa000) throw forbidden('符号链接 (a symbolic link)')
  if (method !== stored && method !== deflated) throw corrupt('method')
  if (localOffset + localHeaderSize > directoryOffset || bytes.readUInt32LE(localOffset) !== 0x04034b50) {
    throw corrupt('entry')
  }

  const localNameLength = bytes.readUInt16LE(localOffset + 26)
  const localName = bytes.subarray(localOffset + localHeaderSize, localOffset + localHeaderSize + localNameLength)
  const sameWords = bytes.readUInt16LE(localOffset + 8) === method && localName.equals(rawName)
  if (!sameWords || (bytes.readUInt16LE(localOffset + 6) & encryptedFlags) !== 0) throw corrupt('entry')
  const isStreamed = (flags & 8) !== 0
  if (
    !isStreamed &&
    (bytes.readUInt32LE(localOffset + 18) !== packedSize || bytes.readUInt32LE(localOffset + 22) !== size)
  ) {
    throw corrupt('entry')
  }

  const offset = localOffset + localHeaderSize + localNameLength + bytes.readUInt16LE(localOffset + 28)
  const entry = { name: readName(rawName, (flags & unicodeNameFlag) !== 0), method, checksum, packedSize, size, offset }
  return { entry, span: { from: localOffset, to: offset + packedSize }, next }
}

function readName(raw: Buffer, isUnicode: boolean): string {
  const name = raw.toString(isUnicode ? 'utf8' : 'latin1')
  const parts = name.split('/')
  const isPlain = /^[\w[\]() .,+~@%&!'\-/\p{L}]+$/u.test(name) && !name.startsWith('/') && name.length <= 200
  if (!isPlain || parts.includes('..') || parts.includes('.')) throw forbidden('不正常的文件路径 (an unusual path)')
  return name
}

function checkNames(entries: readonly ZipEntry[]): void {
  const names = new Set(entries.map(({ name }) => name.toLowerCase()))
  if (names.size !== entries.length) throw corrupt('duplicate')
}

/** From the first byte to the directory, with nothing before, between or beside. */
function checkTiling(spans: readonly Span[], directoryOffset: number): void {
  let reached = 0
  let isFirst = true
  for (const { from, to } of spans.toSorted((a, b) => a.from - b.from)) {
    if (from < reached || from - reached > (isFirst ? 0 : trailerLimit)) throw corrupt('overlap')
    reached = to
    isFirst = false
  }
  if (reached > directoryOffset || directoryOffset - reached > trailerLimit) throw corrupt('overlap')
}

const corrupt = (part: string) => new Problem('file.corrupt', { part })
const forbidden = (what: string) => new Problem('file.forbiddenContent', { what })
