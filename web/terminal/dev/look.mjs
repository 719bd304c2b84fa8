// Walks the built terminal against the fake server in Chromium and keeps a picture of each screen. Usage: node dev/look.mjs FOLDER [PORT] [portrait.zh].
// Every QR that a picture shows is decoded from that picture's pixels.
import { spawn } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import jsQR from 'jsqr'
import { chromium } from 'playwright-core'

const folder = process.argv[2] ?? 'screens'
const port = Number(process.argv[3] ?? 52510)
mkdirSync(folder, { recursive: true })
const sizes = { portrait: { width: 360, height: 720 }, landscape: { width: 1280, height: 800 } }
const problems = []

async function post(path, body = {}) {
  return fetch(`http://127.0.0.1:${port}${path}`, { method: 'POST', body: JSON.stringify(body) })
}

async function startFake() {
  const child = spawn(process.execPath, [fileURLToPath(new URL('fake-server.mjs', import.meta.url)), String(port)], { stdio: ['ignore', 'pipe', 'inherit'] })
  await new Promise((resolve) => child.stdout.once('data', resolve))
  return child
}

async function decode(page, wanted) {
  const png = (await page.screenshot()).toString('base64')
  const { data, width, height } = await page.evaluate(async (base64) => {
    const image = new Image()
    image.src = `data:image/png;base64,${base64}`
    await image.decode()
    const canvas = document.createElement('canvas')
    canvas.width = image.width
    canvas.height = image.height
    const context = canvas.getContext('2d')
    context.drawImage(image, 0, 0)
    const pixels = context.getImageData(0, 0, image.width, image.height)
    return { data: Array.from(pixels.data), width: image.width, height: image.height }
  }, png)
  const found = jsQR(Uint8ClampedArray.from(data), width, height)
  if (!found?.data.includes(wanted)) problems.push(`the QR did not decode: ${found?.data}`)
}

async function walk(browser, name, language) {
  const server = await startFake()
  const context = await browser.newContext({ viewport: sizes[name], deviceScaleFactor: 1, hasTouch: name === 'portrait' })
  const page = await context.newPage()
  page.on('pageerror', (error) => problems.push(`${name} ${language}: ${error.stack}`))
  page.on('console', (message) => { if (message.type() === 'error' && !/ERR_|40\d|429|503/.test(message.text())) problems.push(`${name} ${language}: ${message.text()}`) })
  const id = (test) => page.getByTestId(test).first()
  const shot = async (what) => {
    await page.waitForTimeout(350)
    await page.screenshot({ path: `${folder}/${what}.${name}.${language}.png` })
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
    if (wide > 0) problems.push(`${what}.${name}.${language} is ${wide} px too wide`)
  }
  const keys = async (text) => { for (const key of text) await id({ '.': 'key-dot', '+': 'key-plus' }[key] ?? `key-${key}`).click() }
  try {
    await page.goto(`http://127.0.0.1:${port}/terminal/`)
    await id('pair-code').waitFor()
    if (language === 'en') await id('lang-switch').click()
    await shot('01-pairing')
    await decode(page, 'BCDF-GHJK')
    await post('/fake/approve')
    await id('signin-number').waitFor()
    await keys('01')
    await shot('02-sign-in-number')
    await id('pin-submit').click()
    await keys('99')
    await shot('03-sign-in-pin')
    await keys('99')
    await id('pin-submit').click()
    await page.waitForTimeout(300)
    await shot('04-wrong-pin')
    await keys('1234')
    await id('pin-submit').click()
    await id('charge').waitFor()
    await page.waitForTimeout(500)
    await shot('05-cashier-empty')
    await keys('8+6.5')
    await shot('06-cashier')
    await id('charge').click()
    await id('qr').waitFor()
    await shot('07-qr')
    await decode(page, 'weixin://')
    await post('/fake/pay')
    await id('success').waitFor()
    await page.waitForTimeout(500)
    await shot('08-success')
    await id('success').click()
    await id('charge').waitFor()
    await page.keyboard.type('28')
    await page.keyboard.press('Enter')
    await id('qr').waitFor()
    await id('qr-leave').click()
    await id('charge').waitFor()
    await post('/fake/set', { paper: false })
    await post('/fake/pay')
    await id('toast').waitFor()
    await page.waitForTimeout(700)
    await shot('09-toast-and-printer')
    await id('nav-payments').click()
    await page.waitForTimeout(300)
    await post('/fake/set', { paper: true })
    await shot('10-payments')
    await id('payment-row').click()
    await page.waitForTimeout(500)
    await shot('11-detail')
    await id('reprint').click()
    await page.waitForTimeout(800)
    await shot('12-reprinted')
    await id('detail-close').click()
    await page.waitForTimeout(400)
    await post('/fake/pay_closed')
    await id('late').waitFor()
    await shot('13-late')
    await id('late-ok').click()
    await id('nav-cashier').click()
    await post('/fake/set', { unsure: true })
    await keys('66')
    await id('charge').click()
    await id('qr-told').waitFor()
    await shot('14-unsure')
    await id('qr-leave').click()
    await post('/fake/set', { unsure: false })
    await id('nav-me').click()
    await shot('15-me')
    await id('me-lock').click()
    await id('lock').waitFor()
    await shot('16-lock')
    await keys('1234')
    await id('pin-submit').click()
    await id('nav-cashier').click()
    await keys('12.5')
    await id('charge').click()
    await id('qr').waitFor()
    server.kill()
    await id('offline-banner').waitFor()
    await shot('17-qr-offline')
    await decode(page, 'weixin://')
    await id('qr-leave').click()
    await keys('5')
    await shot('18-offline')
    await page.evaluate(() => { const s = JSON.parse(localStorage.getItem('cowry.settings')); localStorage.setItem('cowry.settings', JSON.stringify({ ...s, theme: 'dark' })) })
    await page.reload()
    await page.waitForTimeout(1500)
    await shot('19-reload-offline-dark')
  } catch (fault) {
    problems.push(`${name} ${language}: ${fault.message.split('\n')[0]} at ${fault.stack.split('\n').find((line) => line.includes('look.mjs'))}`)
    await page.screenshot({ path: `${folder}/fault.${name}.${language}.png` })
  } finally {
    await context.close()
    server.kill()
    await new Promise((resolve) => (server.exitCode === null && server.signalCode === null ? server.once('exit', resolve) : resolve()))
  }
}

const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'] })
const [only = '', tongue = ''] = (process.argv[4] ?? '').split('.')
for (const name of Object.keys(sizes)) {
  for (const language of ['zh', 'en']) if (name.startsWith(only) && language.startsWith(tongue)) await walk(browser, name, language)
}
await browser.close()
console.log(problems.length === 0 ? 'no problems' : problems.join('\n'))
process.exitCode = problems.length === 0 ? 0 : 1
