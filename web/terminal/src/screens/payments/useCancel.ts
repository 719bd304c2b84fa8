import { ApiProblem, newId } from '@cowry/shared'
import { type Ref, ref } from 'vue'
import { useTill } from '../../app/till'
import { problemText, t } from '../../i18n'

export interface Cancel {
  readonly busy: Ref<boolean>
  readonly problem: Ref<string>
  /** Asks the server to close a payment. It may come back paid: the customer was faster, and that is announced like any success. */
  run(payment: string): Promise<void>
}

export function useCancel(): Cancel {
  const { payments } = useTill()
  const busy = ref(false)
  const problem = ref('')
  // One key for each payment that is cancelled here, kept for the next touch when the answer was lost.
  const keys = new Map<string, string>()

  return {
    busy,
    problem,
    async run(payment) {
      if (busy.value) return
      busy.value = true
      problem.value = ''
      const key = keys.get(payment) ?? newId('key')
      keys.set(payment, key)
      try {
        await payments.close(payment, key)
        keys.delete(payment)
        // The gateway has not answered yet; the server goes on, and an event tells how it ended.
        if (payments.find(payment)?.status === 'pending') problem.value = t('qr.cancel.pending')
      } catch (fault) {
        if (fault instanceof ApiProblem) {
          keys.delete(payment)
          // Closed or paid in the meantime: what it is now says more than the refusal.
          await payments.refresh(payment).catch(() => undefined)
        }
        problem.value = problemText(fault instanceof ApiProblem ? fault.code : 'network')
      } finally {
        busy.value = false
      }
    },
  }
}
