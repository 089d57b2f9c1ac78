/** `z****@example.org`: enough to recognise, not enough to write to. */
export function maskEmail(email: string | null): string | null {
  return email === null ? null : `${email.slice(0, 1)}****${email.slice(email.lastIndexOf('@'))}`
}
