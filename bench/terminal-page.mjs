// How long the terminal takes from navigation to a usable keypad, with the processor slowed four times; cold (nothing cached) and warm.
// Beside it a page of twelve bare buttons: what the browser and the machine cost by themselves.
// Usage: node bench/terminal-page.mjs DEMO.JSON CHROMIUM. Prints {"bare": ms, "cold": ms, "warm": ms, "bytes": n, "rounds": n}; medians.
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'

const { chromium } = createRequire(new URL('../web/package.json', import.meta.url))('playwright-core')
const [demoFile, executablePath] = process.argv.slice(2)
const demo = JSON.parse(await readFile(demoFile, 'utf8'))
const rounds = 5
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'] })

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]

// The keypad of the staff sign-in or of the cashier, whichever the terminal opens with; usable is what takes a key.
async function open(context, address, usable = '[data-testid=signin-number], [data-testid=charge]') {
  const page = await context.newPage()
  const devtools = await context.newCDPSession(page)
  await devtools.send('Network.enable')
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: 4 })
  let bytes = 0
  devtools.on('Network.loadingFinished', (event) => { bytes += event.encodedDataLength })
  const start = performance.now()
  await page.goto(address, { waitUntil: 'commit' })
  await page.locator(usable).first().waitFor()
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 0))))
  return { page, took: performance.now() - start, bytes: () => bytes }
}

const buttons = Array.from({ length: 12 }, (_, key) => `<button style="width:80px;height:64px">${key}</button>`).join('')
const bareAddress = `data:text/html,<meta name=viewport content="width=device-width"><script>addEventListener('click', () => {})</script>${buttons}`

const bare = [], cold = [], warm = [], bytes = []
for (let round = 0; round < rounds; round++) {
  const context = await browser.newContext({ viewport: { width: 360, height: 720 } })
  const nothing = await open(context, bareAddress, 'button')
  bare.push(nothing.took)
  await nothing.page.close()
  const first = await open(context, demo.terminal_url)
  cold.push(first.took)
  bytes.push(first.bytes())
  // Until the service worker has stored what a warm start takes from it.
  await first.page.evaluate(() => navigator.serviceWorker?.ready.then(() => undefined))
  await first.page.waitForLoadState('load')
  await first.page.close()
  const second = await open(context, new URL('/terminal/', demo.server).href)
  warm.push(second.took)
  await context.close()
}

await browser.close()
console.log(JSON.stringify({ bare: Math.round(median(bare)), cold: Math.round(median(cold)), warm: Math.round(median(warm)), bytes: median(bytes), rounds }))
