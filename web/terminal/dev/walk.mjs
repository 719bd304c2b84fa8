// Tries the built terminal where it may go wrong, against the fake server: lost answers, cuts, double touches, the lock. Usage: node dev/walk.mjs [PORT].
import { tmpdir } from 'node:os'
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright-core'

const port = Number(process.argv[2] ?? 52520)
const home = `http://127.0.0.1:${port}`
const post = (path, body = {}) => fetch(home + path, { method: 'POST', body: JSON.stringify(body) }).then((answer) => answer.json())
const payments = () => fetch(`${home}/v1/payments`).then((answer) => answer.json()).then((page) => page.data)

const server = spawn(process.execPath, [fileURLToPath(new URL('fake-server.mjs', import.meta.url)), String(port)], { stdio: ['ignore', 'pipe', 'inherit'] })
await new Promise((resolve) => server.stdout.once('data', resolve))
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'] })
let failed = 0

async function signIn(page) {
  await page.getByTestId('signin-number').waitFor()
  await page.keyboard.type('01')
  await page.keyboard.press('Enter')
  await page.keyboard.type('1234')
  await page.keyboard.press('Enter')
  await page.getByTestId('charge').waitFor()
}

async function scenario(name, run) {
  const context = await browser.newContext({ viewport: { width: 360, height: 720 }, serviceWorkers: 'block' })
  const page = await context.newPage()
  page.setDefaultTimeout(15_000)
  const id = (test) => page.getByTestId(test).first()
  try {
    await page.clock.install()
    await page.goto(`${home}/terminal/#credential=fake-refresh`)
    assert.equal(new URL(page.url()).hash, '')
    await signIn(page)
    await run(page, id)
    console.log(`ok    ${name}`)
  } catch (fault) {
    failed++
    console.log(`FAIL  ${name}: ${fault.stack}`)
    await page.screenshot({ path: `${tmpdir()}/walk-${failed}.png` }).catch(() => undefined)
  } finally {
    await post('/fake/set', { unsure: false, paper: true, lockedUntil: 0, wrong: 0 })
    await context.close()
  }
}

async function charge(page, id, text) {
  await page.keyboard.type(text)
  await page.keyboard.press('Enter')
  await id('qr').waitFor()
}

await scenario('two touches make one payment', async (page, id) => {
  const before = (await payments()).length
  await page.keyboard.type('12.5')
  await page.evaluate(() => { const button = document.querySelector('[data-testid=charge]'); button.click(); button.click() })
  await id('qr').waitFor()
  assert.equal((await payments()).length, before + 1)
})

await scenario('an answer that is lost is asked for again, and found', async (page, id) => {
  const before = (await payments()).length
  let sent = 0
  // The event of the payment would show it as well; here only the repetition may.
  await page.route('**/v1/events**', (route) => route.abort())
  await post('/fake/cut')
  await page.route('**/v1/payments', async (route) => {
    if (route.request().method() !== 'POST' || ++sent > 1) return route.continue()
    await route.fetch()
    return route.abort()
  })
  await page.keyboard.type('8+6.5')
  await page.keyboard.press('Enter')
  await page.clock.runFor(3000)
  await id('qr').waitFor()
  assert.equal(await id('qr-amount').textContent(), '¥14.50')
  assert.equal(sent, 2)
  assert.equal((await payments()).length, before + 1)
})

await scenario('the next amount can be typed over a success', async (page, id) => {
  await charge(page, id, '6')
  await post('/fake/pay')
  await id('success').waitFor()
  await page.keyboard.type('12.5')
  await page.waitForFunction(() => document.querySelector('[data-testid=amount]')?.textContent === '¥12.50')
  assert.equal(await page.getByTestId('success').count(), 0)
})

await scenario('a QR stays when the till locks itself, its success announces itself, and nothing else can be done', async (page, id) => {
  await charge(page, id, '28')
  await page.clock.fastForward('05:20')
  await id('qr-unlock').waitFor()
  assert.equal(await page.getByTestId('qr-cancel').count(), 0)
  await post('/fake/pay')
  await id('success').waitFor()
  await id('success').click()
  await id('lock').waitFor()
  assert.equal(await page.getByTestId('charge').count(), 0)
  await page.reload()
  await id('lock').waitFor()
  await page.keyboard.type('1234')
  await page.keyboard.press('Enter')
  await id('charge').waitFor()
})

await scenario('what happened during a cut is caught up, once', async (page, id) => {
  await charge(page, id, '3.3')
  await id('qr-leave').click()
  await page.getByTestId('payment-row').count()
  const cut = (route) => route.abort()
  await page.route('**/v1/**', cut)
  await post('/fake/cut')
  for (let i = 0; i < 20 && (await page.getByTestId('offline-banner').count()) === 0; i++) await page.clock.runFor(500)
  await id('offline-banner').waitFor()
  await page.keyboard.type('5')
  assert.equal(await id('charge').isDisabled(), true)
  await post('/fake/pay')
  await page.unroute('**/v1/**', cut)
  for (let i = 0; i < 40 && (await page.getByTestId('toast').count()) === 0; i++) await page.clock.runFor(300)
  assert.equal(await page.getByTestId('toast').count(), 1)
  assert.match(await id('toast').textContent(), /3\.30/)
  await id('nav-payments').click()
  assert.equal(await page.locator('[data-testid=payment-row]', { hasText: '¥3.30' }).count(), 1)
  assert.equal(await page.locator('[data-testid=payment-row] [data-status=succeeded]').first().count(), 1)
})

await scenario('a reload comes back to the QR that was on the screen', async (page, id) => {
  await charge(page, id, '7')
  await page.reload()
  await id('qr').waitFor()
  assert.equal(await id('qr-amount').textContent(), '¥7.00')
  await id('qr-cancel').click()
  await id('charge').waitFor()
})

await scenario('an expired QR says so, and that no money moved', async (page, id) => {
  await charge(page, id, '9')
  const [latest] = await payments()
  await post(`/v1/payments/${latest.id}/close`)
  await page.locator('[data-testid=qr-told]').waitFor()
  await id('qr-again').click()
  await id('qr').waitFor()
  assert.equal(await id('qr-amount').textContent(), '¥9.00')
})

await scenario('five wrong PINs lock, and the time is counted down', async (page, id) => {
  await id('nav-me').click()
  await id('me-signout').click()
  await id('signin-number').waitFor()
  await page.keyboard.type('01')
  await page.keyboard.press('Enter')
  for (let i = 0; i < 5; i++) {
    await page.keyboard.type('0000')
    await page.keyboard.press('Enter')
    await page.waitForFunction(() => /\S/.test(document.querySelector('[data-testid=pin-message]').textContent) && !document.querySelector('[data-testid=pin-dots] .full'))
  }
  await page.waitForFunction(() => /0:\d\d/.test(document.querySelector('[data-testid=pin-message]').textContent))
  assert.equal(await id('key-1').isDisabled(), true)
})

await scenario('a revoked terminal goes back to pairing', async (page, id) => {
  await post('/fake/set', { revoked: true })
  await page.evaluate(() => { const kept = JSON.parse(localStorage.getItem('cowry.terminal')); localStorage.setItem('cowry.terminal', JSON.stringify({ refresh: kept.refresh })) })
  await page.reload()
  await id('pair-code').waitFor()
})

await browser.close()
server.kill()
console.log(failed === 0 ? 'all scenarios passed' : `${failed} failed`)
process.exitCode = failed === 0 ? 0 : 1
