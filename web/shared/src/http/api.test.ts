// @vitest-environment node
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { Api, type ApiOptions } from './api'
import { ApiProblem, NetworkFault } from './problem'

type Handler = (request: IncomingMessage, answer: ServerResponse, count: number) => void
let server: Server | undefined

/** An API before a real server; `seen` are the requests that reached it. */
async function against(handler: Handler, options: ApiOptions = {}): Promise<{ api: Api; seen: { key: unknown; authorization: unknown; body: string }[] }> {
  const seen: { key: unknown; authorization: unknown; body: string }[] = []
  server = createServer((request, answer) => {
    let body = ''
    request.on('data', (piece: Buffer) => { body += piece.toString() })
    request.on('end', () => {
      seen.push({ key: request.headers['idempotency-key'], authorization: request.headers.authorization, body })
      handler(request, answer, seen.length)
    })
  })
  await new Promise<void>((resolve) => { server?.listen(0, '127.0.0.1', resolve) })
  const base = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`
  return { api: new Api({ base, firstDelay: 1, ...options }), seen }
}

function json(answer: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}): void {
  answer.writeHead(status, { 'Content-Type': 'application/json', ...headers }).end(JSON.stringify(body))
}

afterEach(() => { server?.closeAllConnections(); server?.close() })

describe('a call', () => {
  it('whose answer was lost is sent again under the same key with the same body', async () => {
    const { api, seen } = await against((request, answer, count) => {
      if (count < 3) request.socket.destroy()
      else json(answer, 201, { id: 'pay_1' })
    })
    expect(await api.post('/v1/payments', { amount: 1 }, 'k1')).toEqual({ id: 'pay_1' })
    expect(seen.map((one) => [one.key, one.body])).toEqual(Array(3).fill(['k1', '{"amount":1}']))
  })

  it('that is never answered ends as a network fault, and says that the server is lost', async () => {
    const onLost = vi.fn()
    const { api, seen } = await against(() => undefined, { timeout: 30, attempts: 2, onLost })
    await expect(api.get('/v1/me')).rejects.toBeInstanceOf(NetworkFault)
    expect(seen).toHaveLength(2)
    expect(onLost).toHaveBeenCalledTimes(2)
  })

  it('that is refused is not sent again, and carries code, request id and the time to wait', async () => {
    const { api, seen } = await against((_, answer) => { json(answer, 429, { code: 'staff_locked_out', request_id: 'r1' }, { 'Retry-After': '30' }) })
    const problem = await api.post('/v1/staff_sessions', {}, 'k').catch((fault: unknown) => fault as ApiProblem)
    expect(problem).toMatchObject({ status: 429, code: 'staff_locked_out', requestId: 'r1', retryAfter: 30 })
    expect(seen).toHaveLength(1)
  })

  it.each([[409, 'idempotency_key_in_progress'], [503, 'x'], [429, 'rate_limited']])('that meets %i %s waits and is sent again', async (status, code) => {
    const { api, seen } = await against((_, answer, count) => { if (count === 1) json(answer, status, { code }, { 'Retry-After': '0' }); else json(answer, 200, {}) })
    await api.post('/v1/payments', {}, 'k')
    expect(seen).toHaveLength(2)
  })

  it('understands a proxy\'s page as an error without a code of ours', async () => {
    const { api } = await against((_, answer) => answer.writeHead(404).end('<html>'))
    await expect(api.get('/v1/me')).rejects.toMatchObject({ status: 404, code: 'unreadable_answer' })
  })
})

describe('a token', () => {
  it('that ran out is renewed once, and the call goes on', async () => {
    const token = vi.fn((rejected?: string) => Promise.resolve(rejected === undefined ? 'old' : 'new'))
    const { api, seen } = await against((request, answer) => { if (request.headers.authorization === 'Bearer new') json(answer, 200, { ok: 1 }); else json(answer, 401, { code: 'token_expired' }) }, { token })
    expect(await api.get('/v1/me')).toEqual({ ok: 1 })
    expect(seen.map((one) => one.authorization)).toEqual(['Bearer old', 'Bearer new'])
  })

  it('is not blamed for a wrong PIN', async () => {
    const token = vi.fn(() => Promise.resolve('good'))
    const { api, seen } = await against((_, answer) => { json(answer, 401, { code: 'wrong_pin' }) }, { token })
    await expect(api.post('/v1/staff_sessions', {}, 'k')).rejects.toMatchObject({ code: 'wrong_pin' })
    expect(seen).toHaveLength(1)
    expect(token).toHaveBeenCalledTimes(1)
  })

  it('that is refused twice is given up', async () => {
    const { api, seen } = await against((_, answer) => { json(answer, 401, { code: 'unauthenticated' }) }, { token: () => Promise.resolve('t') })
    await expect(api.get('/v1/me')).rejects.toMatchObject({ status: 401 })
    expect(seen).toHaveLength(2)
  })
})
