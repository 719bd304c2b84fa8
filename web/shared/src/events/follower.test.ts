// @vitest-environment node
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { EventRecord } from '../api'
import { Api } from '../http/api'
import { EventFollower, type FollowerOptions, type FollowerState } from './follower'

// The machine may be busy; what is waited for comes all the same.
const patient = { timeout: 15_000, interval: 20 }
let server: Server | undefined
let follower: EventFollower | undefined

const record = (seq: number): EventRecord => ({ id: `evt_${String(seq)}`, stream: 'sto_1', seq, type: 'payment.created', data: { seq }, at: '' })
const sse = (seq: number): string => `id: ${String(seq)}\nevent: payment.created\ndata: ${JSON.stringify(record(seq))}\n\n`
const after = (request: IncomingMessage): number => Number(new URL(request.url ?? '', 'http://x').searchParams.get('after'))
const isStream = (request: IncomingMessage): boolean => String(request.headers.accept).includes('event-stream')

/** Follows a real server over real sockets. */
async function follow(handler: (request: IncomingMessage, answer: ServerResponse) => void, options: Partial<FollowerOptions> = {}): Promise<{ seen: number[]; states: FollowerState[]; done: Promise<void> }> {
  server = createServer(handler)
  await new Promise<void>((resolve) => { server?.listen(0, '127.0.0.1', resolve) })
  const api = new Api({ base: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`, attempts: 1 })
  const seen: number[] = []
  const states: FollowerState[] = []
  follower = new EventFollower({
    after: 0,
    open: (position) => api.open(`/v1/events?after=${String(position)}`, { Accept: 'text/event-stream', 'Last-Event-ID': String(position) }),
    page: (position) => api.get(`/v1/events?after=${String(position)}`),
    onEvent: (event) => { seen.push(event.seq) },
    onState: (state) => { states.push(state) },
    onRefused: () => undefined,
    firstDelay: 1, longestDelay: 5, pollEvery: 5,
    ...options,
  })
  return { seen, states, done: follower.run() }
}

function page(request: IncomingMessage, answer: ServerResponse, head: number, size = 100): void {
  const start = after(request)
  const data = Array.from({ length: Math.max(0, Math.min(size, head - start)) }, (_, i) => record(start + i + 1))
  answer.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify({ data, next_after: start + data.length }))
}

const upTo = (head: number): number[] => Array.from({ length: head }, (_, i) => i + 1)

afterEach(() => {
  follower?.stop()
  server?.closeAllConnections()
  server?.close()
})

describe('a follower', () => {
  it('that is cut off at random sees each event once, in order', async () => {
    const head = 400
    let cuts = 0
    const { seen } = await follow((request, answer) => {
      if (!isStream(request)) { page(request, answer, head); return }
      if (Math.random() < 0.2) { cuts++; request.socket.destroy(); return }
      answer.writeHead(200, { 'Content-Type': 'text/event-stream' })
      // Cut in the middle of a line as often as between messages; sometimes with what was sent before, sometimes with a hole.
      const start = Math.max(1, after(request) + 1 - Math.floor(Math.random() * 3))
      const count = 1 + Math.floor(Math.random() * 12)
      const seqs = upTo(head).filter((seq) => seq >= start && seq < start + count && (Math.random() > 0.05 || seq === start))
      const body = seqs.map(sse).join('')
      const end = Math.random() < 0.5 ? body.length : Math.floor(Math.random() * body.length)
      answer.write(body.slice(0, end), () => { cuts++; answer.destroy() })
    })
    await vi.waitFor(() => { expect(seen).toHaveLength(head) }, patient)
    expect(seen).toEqual(upTo(head))
    expect(cuts).toBeGreaterThan(10)
  }, 20_000)

  it('resumes after the event that it last saw', async () => {
    const asked: string[] = []
    const { seen } = await follow((request, answer) => {
      asked.push(String(request.headers['last-event-id']))
      answer.writeHead(200, { 'Content-Type': 'text/event-stream' })
      if (asked.length === 1) answer.end(sse(8) + sse(9))
      else answer.write(sse(10))
    }, { after: 7 })
    await vi.waitFor(() => { expect(seen).toEqual([8, 9, 10]) }, patient)
    expect(asked).toEqual(['7', '9'])
  })

  it('fetches what is missing before it hands out the next', async () => {
    const { seen } = await follow((request, answer) => {
      if (!isStream(request)) { page(request, answer, 6, 2); return }
      answer.writeHead(200, { 'Content-Type': 'text/event-stream' }).write(sse(1) + sse(6) + sse(6) + sse(3) + sse(7))
    })
    await vi.waitFor(() => { expect(seen).toEqual(upTo(7)) }, patient)
  })

  it('takes a silent connection for dead, and one with heartbeats for alive', async () => {
    let opened = 0
    const { seen, states } = await follow((_, answer) => {
      opened++
      answer.writeHead(200, { 'Content-Type': 'text/event-stream' })
      answer.write(': hello\n\n')
      if (opened === 1) return
      const beat = setInterval(() => answer.write(': beat\n\n'), 50)
      answer.on('close', () => { clearInterval(beat) })
      setTimeout(() => answer.write(sse(1)), 2000)
    }, { silence: 1000 })
    await vi.waitFor(() => { expect(seen).toEqual([1]) }, patient)
    expect(opened).toBe(2)
    expect(states.filter((state) => state === 'lost')).toHaveLength(1)
  })

  it('asks for pages where streams are held back', async () => {
    let head = 3
    const { seen, states } = await follow((request, answer) => {
      if (isStream(request)) answer.writeHead(200, { 'Content-Type': 'text/event-stream' }).flushHeaders()
      else page(request, answer, head)
    }, { silence: 200 })
    await vi.waitFor(() => { expect(seen).toEqual(upTo(3)) }, patient)
    head = 5
    await vi.waitFor(() => { expect(seen).toEqual(upTo(5)) }, patient)
    expect(states.at(-1)).toBe('live')
  })

  it('ends when it is refused, and says why', async () => {
    const onRefused = vi.fn()
    const { done } = await follow((_, answer) => answer.writeHead(403, { 'Content-Type': 'application/problem+json' }).end('{"code":"missing_scope"}'), { onRefused })
    await done
    expect(onRefused).toHaveBeenCalledWith(expect.objectContaining({ status: 403, code: 'missing_scope' }))
  })

  it('keeps trying through a server\'s faults', async () => {
    let opened = 0
    const { seen } = await follow((_, answer) => {
      if (++opened < 4) answer.writeHead([500, 503, 429][opened - 1] ?? 500).end('{}')
      else answer.writeHead(200, { 'Content-Type': 'text/event-stream' }).write(sse(1))
    })
    await vi.waitFor(() => { expect(seen).toEqual([1]) }, patient)
  })
})
