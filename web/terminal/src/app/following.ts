import { type Api, ApiProblem, EventFollower, type EventPage, type EventRecord, type Payment, type PrintJob, query } from '@cowry/shared'
import { reactive } from 'vue'
import type { Announcements } from '../stores/announcements'
import type { Connection } from '../stores/connection'
import type { Payments } from '../stores/payments'
import type { Printing } from '../stores/printing'
import type { TerminalFacts } from '../stores/terminal'

export interface Following {
  readonly state: { position: number | undefined; refused: string | undefined; following: boolean }
  start(): void
  /** Catches up now: the network has returned, or somebody signed in. */
  restart(): void
  stop(): void
}

export interface FollowingParts {
  facts: TerminalFacts
  payments: Payments
  printing: Printing
  announcements: Announcements
  connection: Connection
  suspect: () => void
  isOnScreen: (payment: string) => boolean
  /** Sounds when something needs a hand; the banner says what. */
  fault: () => void
}

/** Milliseconds after which a beginning that failed is tried again, where nothing else brings it back. */
const startAgainAfter = 10_000

const positionName = (stream: string): string => `cowry.events.${stream}`

/**
 * Follows the store's events into the stores, from the event that this device last saw. A device that never saw one starts at the head and
 * loads the day's list.
 */
export function createFollowing(api: Api, parts: FollowingParts): Following {
  const state = reactive<Following['state']>({ position: undefined, refused: undefined, following: false })
  let follower: EventFollower | undefined
  let starting = false
  let timer: ReturnType<typeof setTimeout> | undefined

  /** Another till's customer is that till's to announce; what no till asked for is everyone's. */
  function announce(payment: Payment): void {
    if (payment.terminal === undefined || payment.terminal === parts.facts.me?.terminal) parts.announcements.success(payment, parts.isOnScreen(payment.id))
  }

  function handle(event: EventRecord): void {
    if (event.type.startsWith('payment.')) {
      const payment = event.data as Payment
      parts.payments.take(payment)
      // Said here as well as on a change of state: a list loaded in between already knew the success.
      if (event.type === 'payment.succeeded' || event.type === 'payment.late_success') {
        announce(payment)
      }
    } else if (event.type.startsWith('print.')) {
      const job = event.data as PrintJob
      parts.printing.take(job)
      if (event.type === 'print.failed') parts.fault()
    }
  }

  async function head(stream: string): Promise<number> {
    return (await api.get<EventPage>('/v1/events' + query({ stream, after: 'latest' }))).next_after
  }

  async function begin(stream: string): Promise<void> {
    const kept = localStorage.getItem(positionName(stream))
    const after = kept === null ? await head(stream) : Number(kept)
    state.position = after
    localStorage.setItem(positionName(stream), String(after))
    await Promise.all([parts.payments.load(), parts.printing.load(stream).catch(ignoreRefusal)])
    follower?.stop()
    follower = new EventFollower({
      after,
      open: (position) => api.open('/v1/events' + query({ stream, after: position }), { Accept: 'text/event-stream', 'Last-Event-ID': String(position) }),
      page: (position) => api.get<EventPage>('/v1/events' + query({ stream, after: position })),
      onEvent: (event) => {
        try {
          handle(event)
        } finally {
          state.position = event.seq
          localStorage.setItem(positionName(stream), String(event.seq))
        }
      },
      onState: (now) => {
        parts.connection.live = now === 'live'
        if (now === 'lost') parts.suspect()
      },
      onRefused: (problem) => { refused(stream, problem) },
    })
    state.following = true
    void follower.run()
  }

  function refused(stream: string, problem: ApiProblem): void {
    parts.connection.live = false
    follower = undefined
    state.following = false
    // A missing right or a token that ended: the next sign-in starts again, and so does time.
    again()
    if (problem.status === 401 || problem.status === 403) return
    // The position is older than what the server keeps: go on from the head, with the list as it is now.
    if (problem.code === 'stale_cursor' && state.refused === undefined) {
      localStorage.removeItem(positionName(stream))
      start()
    }
    state.refused = problem.code
  }

  function again(): void {
    clearTimeout(timer)
    timer = setTimeout(start, startAgainAfter)
  }

  function start(): void {
    const stream = parts.facts.me?.store
    if (stream === undefined || starting || follower) return
    starting = true
    begin(stream)
      .then(() => { state.refused = undefined })
      .catch((fault: unknown) => {
        if (fault instanceof ApiProblem && fault.status !== 401) state.refused = fault.code
        again()
      })
      .finally(() => { starting = false })
  }

  parts.payments.onChange((payment, before) => {
    if (payment.status === 'succeeded' && before) announce(payment)
  })

  return {
    state,
    start,
    restart() {
      state.refused = undefined
      if (follower) {
        follower.wake()
        parts.payments.load().catch(() => undefined)
      } else {
        start()
      }
    },
    stop() {
      clearTimeout(timer)
      follower?.stop()
      follower = undefined
      state.following = false
      state.position = undefined
      parts.connection.live = false
    },
  }
}

function ignoreRefusal(fault: unknown): void {
  if (!(fault instanceof ApiProblem)) throw fault
}
