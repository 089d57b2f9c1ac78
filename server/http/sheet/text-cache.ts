const slotBits = 16
const slotCount = 2 ** slotBits
const longest = 48

/** Texts said again and again are made once, so that whoever looks one up finds the very same string. */
export function createTextCache() {
  const kept = Buffer.alloc(slotCount * longest)
  const lengths = new Uint8Array(slotCount)
  const texts: string[] = Array.from({ length: slotCount }, () => '')
  return {
    /** @param hash of these bytes, made by whoever walked them. */
    textOf(bytes: Buffer, start: number, end: number, hash: number): string {
      const length = end - start
      const slot = Math.imul(hash, 0x9e3779b1) >>> (32 - slotBits)
      const base = slot * longest
      if (lengths[slot] === length) {
        let index = 0
        while (index < length && kept[base + index] === bytes[start + index]) index += 1
        if (index === length) return texts[slot]!
      }
      const text = bytes.toString('utf8', start, end)
      if (length <= longest) {
        bytes.copy(kept, base, start, end)
        lengths[slot] = length
        texts[slot] = text
      }
      return text
    },
  }
}
