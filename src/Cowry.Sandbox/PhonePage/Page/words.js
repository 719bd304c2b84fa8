// The page's words: Chinese first, English by a switch that the browser remembers.

const response = await fetch('/phone-page/strings.json');
const languages = await response.json();
const listeners = new Set();
let language = localStorage.getItem('language') === 'en' ? 'en' : 'zh';

/** The text of a key; `{name}` is filled in. */
export function t(key, values = {}) {
  const text = languages[language][key] ?? key;
  return text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

export const has = key => key in languages[language];

/** ¥12.50 from integer fen; thousands are set apart. */
export function money(fen) {
  const sign = fen < 0 ? '-' : '';
  const digits = String(Math.abs(fen)).padStart(3, '0');
  const yuan = digits.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, ',');
  return `${sign}¥${yuan}.${digits.slice(-2)}`;
}

/** 14:02:31 today, otherwise 11-24 14:02. */
export function clock(iso) {
  const at = new Date(iso);
  const two = n => String(n).padStart(2, '0');
  const time = `${two(at.getHours())}:${two(at.getMinutes())}`;
  return at.toDateString() === new Date().toDateString()
    ? `${time}:${two(at.getSeconds())}`
    : `${two(at.getMonth() + 1)}-${two(at.getDate())} ${time}`;
}

export function onLanguage(listener) {
  listeners.add(listener);
}

export function switchLanguage() {
  language = language === 'zh' ? 'en' : 'zh';
  localStorage.setItem('language', language);
  speak();
}

/** Puts the words into the page and tells whoever draws by itself. */
export function speak() {
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
  document.title = t('title');
  for (const element of document.querySelectorAll('[data-t]')) element.textContent = t(element.dataset.t);
  for (const element of document.querySelectorAll('[data-t-label]')) element.setAttribute('aria-label', t(element.dataset.tLabel));
  for (const listener of listeners) listener();
}
