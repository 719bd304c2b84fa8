import { ApiProblem, newId } from '@cowry/shared'
import { type Ref, ref } from 'vue'
import { useTill } from '../../app/till'
import { problemText, t } from '../../i18n'

export interface Reprint {
  readonly busy: Ref<boolean>
  readonly problem: Ref<string>
  run(payment: string): Promise<void>
}

/** Prints a payment's receipt again. A lost answer leaves the key for the next touch, so that the paper comes once. */
export function useReprint(): Reprint {
  const { printing, announcements } = useTill()
  const busy = ref(false)
  const problem = ref('')
  let unanswered: { payment: string; job: string | undefined; key: string } | undefined

  return {
    busy,
    problem,
    async run(payment) {
      if (busy.value) return
      busy.value = true
      problem.value = ''
      const intent = unanswered?.payment === payment ? unanswered : { payment, job: printing.ofPayment(payment)[0]?.id, key: newId('key') }
      unanswered = intent
      try {
        await printing.print(payment, intent.job, intent.key)
        unanswered = undefined
        announcements.say(t('print.requested'))
      } catch (fault) {
        if (fault instanceof ApiProblem) unanswered = undefined
        problem.value = problemText(fault instanceof ApiProblem ? fault.code : 'network')
      } finally {
        busy.value = false
      }
    },
  }
}
