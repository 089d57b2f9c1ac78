/** Brings the marked words of a proposal into sight, when they are not in sight already. */
export function scrollToProposal(text: HTMLElement | null, proposal: string): void {
  scrollTo(text, text?.querySelector(`[data-proposals~="${CSS.escape(proposal)}"]`))
}

export function scrollToAnchor(text: HTMLElement | null, anchor: string): void {
  text?.querySelector(`[data-anchor="${CSS.escape(anchor)}"]`)?.scrollIntoView({ block: 'start' })
}

/** Brings the words at an offset into sight: the flash that is laid over them, else the clause that they stand in. */
export function scrollToOffset(text: HTMLElement | null, offset: number): void {
  const blocks = [...(text?.querySelectorAll<HTMLElement>('[data-start]') ?? [])]
  const holding = blocks.findLast((block) => Number(block.dataset['start']) <= offset)
  scrollTo(text, text?.querySelector('mark.of-flash') ?? holding)
}

/** Clauses far away have a guessed height: what was aimed at is looked at once more when they have been laid out. */
function scrollTo(text: HTMLElement | null, target: Element | null | undefined): void {
  if (!text || !target) return
  if (isInSight(text, target)) return
  target.scrollIntoView({ block: 'center' })
  requestAnimationFrame(() => {
    if (!isInSight(text, target)) target.scrollIntoView({ block: 'center' })
  })
}

function isInSight(text: HTMLElement, target: Element): boolean {
  const box = text.getBoundingClientRect()
  const { top, bottom } = target.getBoundingClientRect()
  const hidden = Number.parseFloat(getComputedStyle(target).scrollMarginBottom) || 0
  const low = Math.min(box.bottom, window.innerHeight - hidden)
  return top >= Math.max(box.top, 0) + 8 && bottom <= low - 8
}
