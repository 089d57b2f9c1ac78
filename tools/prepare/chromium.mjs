import { spawnSync } from 'node:child_process'
import { accessSync, constants, existsSync } from 'node:fs'
import path from 'node:path'
import { runStep } from './step.mjs'

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge']
const places = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
]

/** The browser for the tests; on Debian as root it is installed, with a Chinese font, where either is missing. */
export async function obtainChromium() {
  const found = findChromium()
  const canInstall = process.getuid?.() === 0 && existsSync('/etc/debian_version')
  if ((found && (hasChineseFont() || !canInstall)) || !canInstall) return found
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  await runStep('更新软件包列表 apt-get update', ['apt-get', 'update', '-q'], { env })
  const wanted = found ? ['fonts-noto-cjk'] : ['chromium', 'fonts-noto-cjk']
  const command = ['apt-get', 'install', '-y', '-q', '--no-install-recommends', ...wanted]
  await runStep(`安装 Installing ${wanted.join(', ')}`, command, { env })
  return findChromium()
}

export function sayHowToGetChromium() {
  console.error(
    '✗ 没有找到浏览器,浏览器测试不能运行。安装 Chromium 或 Chrome(Debian:apt-get install chromium fonts-noto-cjk),',
  )
  console.error('  或用 CHROMIUM=/路径/chromium 指定;GANGJU_NO_BROWSER=1 跳过这些测试。')
  console.error(
    '✗ No browser found, so the browser tests cannot run. Install Chromium or Chrome (Debian: apt-get install',
  )
  console.error(
    '  chromium fonts-noto-cjk), or name one by CHROMIUM=/path/to/chromium; GANGJU_NO_BROWSER=1 leaves these tests out.',
  )
}

function findChromium() {
  const { CHROMIUM, PATH = '' } = process.env
  if (CHROMIUM) return canRun(CHROMIUM) ? CHROMIUM : undefined
  const inPath = PATH.split(path.delimiter).flatMap((folder) => names.map((name) => path.join(folder, name)))
  return [...inPath, ...places].find(canRun)
}

function canRun(file) {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}

function hasChineseFont() {
  const listed = spawnSync('fc-list', [':lang=zh', 'family'], { encoding: 'utf8' })
  return listed.status === 0 && listed.stdout.trim() !== ''
}
