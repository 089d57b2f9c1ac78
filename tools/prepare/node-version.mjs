// Read by whatever Node starts it: nothing here is newer than modules themselves.
const wanted = [20, 19]

/** Ends the process with words instead of a syntax error somewhere inside. */
export function requireNode() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major > wanted[0] || (major === wanted[0] && minor >= wanted[1])) return
  console.error(
    `纲举需要 Node.js ${wanted.join('.')} 以上,当前为 ${process.versions.node}。请从 https://nodejs.org 安装。`,
  )
  console.error(
    `Gangju needs Node.js ${wanted.join('.')} or later; this is ${process.versions.node}. Install it from https://nodejs.org.`,
  )
  process.exit(1)
}
