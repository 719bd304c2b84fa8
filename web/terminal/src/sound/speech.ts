import { spokenChinese, spokenEnglish } from '../format/spoken'
import type { Language, TextKey } from '../i18n'
import { t } from '../i18n'
import type { Payment } from '@cowry/shared'

/** 微信收款，十二元五角 */
export function sentence(payment: Pick<Payment, 'amount' | 'method' | 'late'>, language: Language): string {
  const amount = language === 'en' ? spokenEnglish(payment.amount) : spokenChinese(payment.amount)
  const method = t(`method.${payment.method}` as TextKey)
  return t(payment.late ? 'speech.late' : 'speech.paid', { method, amount })
}

/** Speaks by the browser's own voice; a device without one stays silent, and has the chime. */
export function speak(text: string, language: Language): void {
  if (typeof speechSynthesis === 'undefined') return
  const utterance = new SpeechSynthesisUtterance(text)
  utterance.lang = language
  const voice = speechSynthesis.getVoices().find((one) => one.lang.replace('_', '-').startsWith(language.slice(0, 2)))
  if (voice) utterance.voice = voice
  speechSynthesis.speak(utterance)
}
