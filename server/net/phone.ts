/** `138****1234`: enough to recognise, not enough to call. */
export function maskPhone(phone: string | null): string | null {
  return phone === null ? null : `${phone.slice(0, 3)}****${phone.slice(-Math.min(4, Math.max(0, phone.length - 5)))}`
}
