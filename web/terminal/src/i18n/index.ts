import { ref } from 'vue'
import en from './en.json'
import zh from './zh-CN.json'

export type TextKey = keyof typeof zh
export type Language = 'zh-CN' | 'en'

const texts: Record<Language, Record<TextKey, string>> = { 'zh-CN': zh, en }

export const language = ref<Language>('zh-CN')

/** The text of a key in the language of the screen; `{name}` is filled from `values`. */
export function t(key: TextKey, values: Record<string, string | number> = {}): string {
  return texts[language.value][key].replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole))
}

/** The text of a problem's code; one that this version does not know is shown as it is, for support. */
export function problemText(code: string): string {
  const key = `problem.${code}`
  if (key in zh) return t(key as TextKey)
  if (code.startsWith('gateway_')) return `${t('problem.gateway_error')} (${code})`
  return code.startsWith('printer_') ? `${t('problem.printer_error')} (${code})` : t('problem.other', { code })
}
