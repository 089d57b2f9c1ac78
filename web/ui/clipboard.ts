/** Puts text on the clipboard, also where the page came over plain http and the clipboard interface is withheld. */
export async function copyText(text: string): Promise<void> {
  if (navigator.clipboard && window.isSecureContext) return navigator.clipboard.writeText(text)
  const field = document.createElement('textarea')
  field.value = text
  field.className = 'off-screen'
  document.body.append(field)
  field.select()
  document.execCommand('copy')
  field.remove()
}

/** Saves text as a file on the reader's machine. */
export function saveText(text: string, file: { readonly name: string; readonly type: string }): void {
  saveBlob(new Blob([text], { type: file.type }), file.name)
}

export function saveBlob(blob: Blob, name: string): void {
  const address = URL.createObjectURL(blob)
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(address), 60_000)
}
