// A stand-in for the server while a screen is being drawn: it speaks the routes that the terminal uses, keeps everything in memory, and is
// started by hand only. Usage: node dev/fake-server.mjs PORT. It serves ../dist at /terminal/. What a test of the product needs is the real server.
import { createServer } from 'node:http'
import { readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { randomUUID } from 'node:crypto'
import { gzipSync } from 'node:zlib'

const port = Number(process.argv[2] ?? 52500)
const dist = fileURLToPath(new URL('../dist', import.meta.url))
const store = 'sto_01jd0000000000000000000001'
const people = { '01': { id: 'stf_1', number: '01', name: '小林', role: 'cashier', active: true, pin: '1234' }, '09': { id: 'stf_9', number: '09', name: '王店长', role: 'manager', active: true, pin: '9999' } }
const state = { payments: new Map(), jobs: [], events: [], followers: new Set(), devices: new Map(), keys: new Map(), wrong: 0, lockedUntil: 0, paper: true, revoked: false, silent: false, unsure: false, tokens: new Map() }
const ago = (ms) => new Date(Date.now() - ms).toISOString()
const soon = (ms) => new Date(Date.now() + ms).toISOString()

function emit(type, data) {
  const event = { id: `evt_${randomUUID()}`, object: 'event', stream: store, seq: state.events.length + 1, type, data: structuredClone(data), actor: {}, at: ago(0) }
  state.events.push(event)
  for (const answer of state.followers) answer.write(sse(event))
}
const sse = (e) => `id: ${e.seq}\nevent: ${e.type}\ndata: ${JSON.stringify(e)}\n\n`

function payment(values) {
  const count = state.payments.size + 1
  const made = { id: `pay_${String(count).padStart(26, '0')}`, object: 'payment', created_at: ago(0), store, terminal: 'trm_1', staff: 'stf_1', amount: 1250, currency: 'CNY', method: 'wechat_pay', flow: 'show_qr', status: 'pending', amount_refunded: 0, number: `1124-${String(count).padStart(4, '0')}`, gateway_number: `C${Date.now()}${count}`, late: false, ...values }
  state.payments.set(made.id, made)
  return made
}

function succeed(p, late = false) {
  Object.assign(p, { status: 'succeeded', succeeded_at: ago(0), late, gateway_transaction: `42000024${Date.now()}${p.number.slice(5)}`, fee: 8, fee_status: 'estimated' })
  delete p.qr
  delete p.problem
  emit('payment.succeeded', p)
  if (late) emit('payment.late_success', p)
  print(p)
}

function print(p, copy = 1) {
  const job = { id: `job_${state.jobs.length + 1}`, object: 'print_job', created_at: ago(0), store, printer: 'prt_1', kind: 'receipt', payment: p.id, status: 'queued', copy, attempts: 0, preview: '/x' }
  state.jobs.unshift(job)
  emit('print.queued', job)
  setTimeout(() => {
    if (state.paper) emit('print.printed', Object.assign(job, { status: 'confirmed', attempts: 1, printed_at: ago(0) }))
    else emit('print.failed', Object.assign(job, { status: 'failed', attempts: 5, problem_code: 'printer_paper_out' }))
  }, 400)
  return job
}

for (const [minutes, amount, status] of [[200, 2800, 'succeeded'], [120, 888800, 'succeeded'], [61, 3600, 'closed'], [12, 4550, 'succeeded'], [9, 1500, 'failed'], [4, 1250, 'succeeded']]) {
  payment({ amount, status, created_at: ago(minutes * 60000), ...(status === 'succeeded' ? { succeeded_at: ago(minutes * 60000 - 9000), gateway_transaction: `420000${Date.now()}${minutes}` } : {}), ...(status === 'closed' ? { closed_at: ago(minutes * 60000 - 300000), expires_at: ago(minutes * 60000 - 300000) } : {}), ...(status === 'failed' ? { problem: { code: 'gateway_refused', message: 'refused' } } : {}) })
}

const routes = {
  'POST /oauth/device': () => {
    const device = { device_code: randomUUID(), user_code: 'BCDF-GHJK', approved: false, asked: 0 }
    state.devices.set(device.device_code, device)
    return [200, { device_code: device.device_code, user_code: device.user_code, verification_uri: `http://127.0.0.1:${port}/office/pair`, verification_uri_complete: `http://127.0.0.1:${port}/office/pair?user_code=BCDF-GHJK`, expires_in: 300, interval: 1 }]
  },
  'POST /oauth/token': ({ form }) => {
    if (form.grant_type === 'refresh_token') return state.revoked ? [400, { error: 'invalid_grant' }] : [200, { access_token: randomUUID(), expires_in: 900 }]
    const device = state.devices.get(form.device_code)
    if (!device) return [400, { error: 'expired_token' }]
    return device.approved ? [200, { access_token: randomUUID(), refresh_token: 'fake-refresh', expires_in: 900 }] : [400, { error: 'authorization_pending' }]
  },
  'GET /v1/me': ({ token }) => [200, { object: 'me', merchant: 'mer_1', merchant_name: '贝台面馆', terminal: 'trm_1', terminal_name: '前台一号', store, store_name: '老街店', ...(token.startsWith('cst_') ? { staff: 'stf_1', staff_name: '小林' } : {}), scopes: ['payments:read', 'payments:write', 'printing:read', 'printing:write'] }],
  'GET /v1/stores/:id': () => [200, { id: store, name: '老街店', time_zone: 'Asia/Shanghai' }],
  'GET /v1/health/live': () => [200, { status: 'ok' }],
  'POST /v1/staff_sessions': ({ body }) => {
    if (state.lockedUntil > Date.now()) return [429, { code: 'staff_locked_out' }, { 'Retry-After': String(Math.ceil((state.lockedUntil - Date.now()) / 1000)) }]
    const person = people[body.number]
    if (person?.pin === body.pin) {
      state.wrong = 0
      const { pin, ...staff } = person
      void pin
      return [201, { object: 'staff_session', token: `cst_${randomUUID()}`, expires_at: soon(12 * 3600000), staff, scopes: [] }]
    }
    if (++state.wrong >= 5) { state.wrong = 0; state.lockedUntil = Date.now() + 30000; return [429, { code: 'staff_locked_out' }, { 'Retry-After': '30' }] }
    return [401, { code: 'wrong_pin' }]
  },
  'DELETE /v1/staff_sessions/current': () => [204],
  'POST /v1/payments': ({ body }) => {
    if (state.payments.has(body.id)) return [201, state.payments.get(body.id)]
    const p = payment({ ...body, expires_at: soon(300000) })
    if (state.unsure) p.problem = { code: 'gateway_timeout', message: 'no answer' }
    else p.qr = { content: `weixin://wxpay/bizpayurl?pr=${p.id.slice(-12)}`, png: '/x' }
    emit('payment.created', p)
    return [201, p]
  },
  'GET /v1/payments': () => [200, { data: [...state.payments.values()].sort((a, b) => (a.created_at < b.created_at ? 1 : -1)), next_cursor: null }],
  'GET /v1/payments/:id': ({ id }) => (state.payments.has(id) ? [200, state.payments.get(id)] : [404, { code: 'not_found' }]),
  'POST /v1/payments/:id/close': ({ id }) => {
    const p = state.payments.get(id)
    if (p.status === 'pending') { Object.assign(p, { status: 'closed', closed_at: ago(0) }); delete p.qr; emit('payment.closed', p) }
    return [200, p]
  },
  'GET /v1/print_jobs': ({ url }) => [200, { data: state.jobs.filter((j) => !url.searchParams.get('payment') || j.payment === url.searchParams.get('payment')), next_cursor: null }],
  'POST /v1/print_jobs': ({ body }) => [201, print(state.payments.get(body.payment))],
  'POST /v1/print_jobs/:id/reprint': ({ id }) => { const j = state.jobs.find((x) => x.id === id); return [201, print(state.payments.get(j.payment), j.copy + 1)] },
  // For the person or the script that looks at the screens.
  'POST /fake/approve': () => { for (const d of state.devices.values()) d.approved = true; return [200, {}] },
  'POST /fake/pay': ({ body }) => { const p = body.id ? state.payments.get(body.id) : [...state.payments.values()].filter((x) => x.status === 'pending').pop(); if (!p) return [404, {}]; succeed(p, p.status === 'closed'); return [200, p] },
  'POST /fake/pay_closed': () => { const p = [...state.payments.values()].filter((x) => x.status === 'closed').pop(); succeed(p, true); return [200, p] },
  'POST /fake/set': ({ body }) => { Object.assign(state, body); return [200, {}] },
  'POST /fake/cut': () => { for (const a of state.followers) a.destroy(); return [200, {}] },
}

function events(request, answer, url) {
  const after = url.searchParams.get('after')
  const start = after === 'latest' ? state.events.length : Number(after ?? 0)
  if (!String(request.headers.accept).includes('event-stream')) return send(answer, 200, { data: state.events.slice(start, start + 100), next_after: Math.max(start, Math.min(state.events.length, start + 100)) })
  answer.writeHead(200, { 'Content-Type': 'text/event-stream' })
  answer.write(': hello\n\n')
  for (const e of state.events.slice(start)) answer.write(sse(e))
  state.followers.add(answer)
  answer.on('close', () => state.followers.delete(answer))
}

async function file(answer, path) {
  const types = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml', '.png': 'image/png', '.webmanifest': 'application/manifest+json' }
  try {
    const bytes = await readFile(join(dist, path === '' ? 'index.html' : path))
    answer.writeHead(200, { 'Content-Type': types[extname(path)] ?? 'text/html', 'Content-Encoding': 'gzip', 'Content-Security-Policy': "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'" })
    answer.end(gzipSync(bytes))
  } catch { answer.writeHead(404).end() }
}

function send(answer, status, body, headers = {}) {
  answer.writeHead(status, { 'Content-Type': status < 400 ? 'application/json' : 'application/problem+json', ...headers })
  answer.end(body === undefined ? undefined : JSON.stringify(body))
}

createServer(async (request, answer) => {
  const url = new URL(request.url, `http://127.0.0.1:${port}`)
  if (url.pathname.startsWith('/terminal/')) return file(answer, url.pathname.slice('/terminal/'.length))
  let text = ''
  for await (const piece of request) text += piece
  if (url.pathname === '/v1/events') return events(request, answer, url)
  const parts = url.pathname.split('/')
  const id = parts[1] === 'v1' ? parts[3] : undefined
  const handler = routes[`${request.method} ${url.pathname}`] ?? routes[`${request.method} ${parts.map((p, i) => (i === 3 ? ':id' : p)).join('/')}`]
  if (!handler) return send(answer, 404, { code: 'not_found' })
  const key = request.headers['idempotency-key']
  if (key && state.keys.has(key)) return send(answer, ...state.keys.get(key))
  const isForm = String(request.headers['content-type']).includes('form')
  const result = handler({ id, url, token: String(request.headers.authorization ?? '').replace('Bearer ', ''), body: text && !isForm ? JSON.parse(text) : {}, form: isForm ? Object.fromEntries(new URLSearchParams(text)) : {} })
  if (key && result[0] < 400) state.keys.set(key, result)
  send(answer, ...result)
}).listen(port, '127.0.0.1', () => console.log(`fake server at http://127.0.0.1:${port}/terminal/`))
setInterval(() => { for (const a of state.followers) a.write(': beat\n\n') }, 15000)
