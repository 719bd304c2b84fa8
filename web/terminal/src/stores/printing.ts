import { type Api, type Page, type PrintJob, query } from '@cowry/shared'
import { computed, type ComputedRef, reactive } from 'vue'
import type { Clock } from './clock'

export interface Printing {
  /** The newest job that is stuck or lost, unless a later one went through or it was put aside. */
  readonly trouble: ComputedRef<PrintJob | undefined>
  /** A payment's jobs, newest first. */
  ofPayment(payment: string): PrintJob[]
  take(job: PrintJob): void
  load(store: string): Promise<void>
  loadFor(payment: string): Promise<void>
  /** Prints the receipt of a job again, as a copy, or a payment's for the first time where no job was made. */
  print(payment: string, job: string | undefined, key: string): Promise<void>
  putAside(job: PrintJob): void
  clear(): void
}

const progress = { queued: 0, unknown: 1, failed: 1, sent: 2, confirmed: 3 }

/** A job that is older than a working day is no news. */
const newsFor = 12 * 3_600_000

export function createPrinting(api: Api, clock: Clock): Printing {
  const jobs = reactive(new Map<string, PrintJob>())
  const aside = reactive(new Set<string>())

  const sorted = (filter: (job: PrintJob) => boolean): PrintJob[] =>
    [...jobs.values()].filter(filter).sort((a, b) => (a.id < b.id ? 1 : -1))

  function take(job: PrintJob): void {
    const known = jobs.get(job.id)
    const older = known && (job.attempts < known.attempts || (job.attempts === known.attempts && progress[job.status] < progress[known.status]))
    if (!older) jobs.set(job.id, job)
  }

  return {
    trouble: computed(() => {
      const printers = new Set<string>()
      for (const job of sorted((one) => clock.minute - Date.parse(one.created_at) < newsFor)) {
        if (printers.has(job.printer)) continue
        if (job.status === 'queued' && job.problem_code === undefined) continue
        printers.add(job.printer)
        if (job.status !== 'sent' && job.status !== 'confirmed' && !aside.has(job.id)) return job
      }
      return undefined
    }),
    ofPayment: (payment) => sorted((job) => job.payment === payment),
    take,
    async load(store) {
      (await api.get<Page<PrintJob>>('/v1/print_jobs' + query({ store, limit: 20 }))).data.forEach(take)
    },
    async loadFor(payment) {
      (await api.get<Page<PrintJob>>('/v1/print_jobs' + query({ payment }))).data.forEach(take)
    },
    async print(payment, job, key) {
      take(job === undefined
        ? await api.post<PrintJob>('/v1/print_jobs', { payment }, key)
        : await api.post<PrintJob>(`/v1/print_jobs/${job}/reprint`, undefined, key))
    },
    putAside: (job) => { aside.add(job.id) },
    clear() {
      jobs.clear()
      aside.clear()
    },
  }
}
