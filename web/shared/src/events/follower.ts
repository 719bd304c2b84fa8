import type { EventPage, EventRecord } from '../api'
import { ApiProblem } from '../http/problem'
import { SseParser } from './sseParser'

/** `live`: events come as they happen; `lost`: the connection is cut, and is being made again. */
export type FollowerState = 'connecting' | 'live' | 'lost'

export interface FollowerOptions {
  /** The number of the last event that was seen. */
  after: number
  /** Opens the stream after a position; its body is read as it comes. */
  open: (after: number) => Promise<Response>
  /** The events after a position as one JSON page. */
  page: (after: number) => Promise<EventPage>
  /** Called once for each event, in order. */
  onEvent: (event: EventRecord) => void
  onState: (state: FollowerState) => void
  /** The server refuses for good: no right, no such stream, a position that it no longer keeps. The follower has ended. */
  onRefused: (problem: ApiProblem) => void
  /** Milliseconds without a byte after which a connection is dead; the server sends a heartbeat every 15 seconds. */
  silence?: number
  firstDelay?: number
  longestDelay?: number
  /** Milliseconds between two pages where streaming does not work. */
  pollEvery?: number
  random?: () => number
}

/** How many streams in a row may stay without a single byte before pages are asked for instead: some proxies hold a stream back. */
const silentStreams = 2
/** After so many pages streaming is tried again. */
const pagesBeforeStream = 150

/**
 * Follows a stream of events over Server-Sent Events by fetch (EventSource cannot send a token) and comes back after every cut. What was
 * repeated is dropped by its number, what is missing is fetched as JSON before the next is handed out.
 */
export class EventFollower {
  private readonly options: Required<FollowerOptions>
  private position: number
  private stopped = false
  private failures = 0
  private silent = 0
  private cut: (() => void) | undefined
  private rouse: (() => void) | undefined

  constructor(options: FollowerOptions) {
    this.options = { silence: 40_000, firstDelay: 500, longestDelay: 15_000, pollEvery: 2_000, random: Math.random, ...options }
    this.position = options.after
  }

  /** Runs until it is stopped or refused. */
  async run(): Promise<void> {
    this.options.onState('connecting')
    while (!this.stopped) {
      try {
        if (this.silent < silentStreams) await this.readStream()
        else await this.readPages()
      } catch (fault) {
        if (fault instanceof ApiProblem && !mayHeal(fault)) {
          this.stopped = true
          this.options.onRefused(fault)
          return
        }
      }
      if (this.stopped) return
      this.options.onState('lost')
      await this.sleep(this.nextDelay())
    }
  }

  stop(): void {
    this.stopped = true
    this.cut?.()
    this.rouse?.()
  }

  /** Comes back at once: the network is known to have returned. */
  wake(): void {
    this.failures = 0
    this.rouse?.()
  }

  /** Cuts the connection, to make another with a new token or after the device slept. */
  reconnect(): void {
    this.failures = 0
    this.cut?.()
    this.rouse?.()
  }

  private async readStream(): Promise<void> {
    const answer = await this.options.open(this.position)
    const reader = (answer.body as ReadableStream<Uint8Array> | null | undefined)?.getReader()
    if (!reader) {
      this.silent = silentStreams
      return
    }
    this.options.onState('live')
    const decoder = new TextDecoder()
    const parser = new SseParser()
    let heard = false
    try {
      while (!this.stopped) {
        const { done, value } = await this.watched(reader.read())
        if (done) break
        heard = true
        this.failures = 0
        this.silent = 0
        for (const message of parser.push(decoder.decode(value, { stream: true }))) {
          await this.take(JSON.parse(message.data) as EventRecord)
        }
      }
    } catch (fault) {
      if (!heard && fault instanceof Silence) this.silent++
      throw fault
    } finally {
      this.cut = undefined
      reader.cancel().catch(() => undefined)
    }
  }

  /** The read, or a fault when it stays silent for too long or is cut from this side. */
  private async watched<T>(read: Promise<T>): Promise<T> {
    let timer: ReturnType<typeof setTimeout> | undefined
    const ended = new Promise<never>((_, reject) => {
      timer = setTimeout(() => { reject(new Silence()) }, this.options.silence)
      this.cut = () => { reject(new Error('cut')) }
    })
    try {
      return await Promise.race([read, ended])
    } finally {
      clearTimeout(timer)
    }
  }

  private async readPages(): Promise<void> {
    for (let pages = 0; !this.stopped && pages < pagesBeforeStream; pages++) {
      await this.catchUp(undefined)
      this.options.onState('live')
      this.failures = 0
      await this.sleep(this.options.pollEvery)
    }
    this.silent = 0
  }

  private async take(event: EventRecord): Promise<void> {
    if (event.seq > this.position + 1) await this.catchUp(event.seq)
    this.hand(event)
  }

  /** Fetches pages until nothing more comes, or until `before` is the next. */
  private async catchUp(before: number | undefined): Promise<void> {
    while (!this.stopped && (before === undefined || this.position < before - 1)) {
      const start = this.position
      const page = await this.options.page(start)
      for (const event of page.data) this.hand(event)
      if (this.position > start) continue
      if (before !== undefined) throw new Error(`event ${String(before)} came after ${String(start)}, and the server has none between`)
      return
    }
  }

  private hand(event: EventRecord): void {
    if (this.stopped || event.seq <= this.position) return
    this.position = event.seq
    this.options.onEvent(event)
  }

  private nextDelay(): number {
    const longest = Math.min(this.options.longestDelay, this.options.firstDelay * 2 ** Math.min(this.failures++, 10))
    return longest * (0.5 + this.options.random() / 2)
  }

  private sleep(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(done, milliseconds)
      function done(): void {
        clearTimeout(timer)
        resolve()
      }
      this.rouse = done
    })
  }
}

class Silence extends Error {}

function mayHeal(problem: ApiProblem): boolean {
  return problem.status === 408 || problem.status === 429 || problem.status >= 500
}
