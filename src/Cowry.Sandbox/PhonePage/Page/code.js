// The payment code that a cashier scans, and the password box that it may open.

import { call, h } from './http.js';
import { t, money } from './words.js';
import { phone, fill, body, answerPrompt, bills } from './phone.js';
import { paidScreen, failedScreen } from './pay.js';

export function codeScreen() {
  const card = h('div', { class: 'payment-code' }, h('p', { class: 'hint' }, '…'));
  const sheet = h('div', { class: 'prompt-place' });
  fill(t('code.title'), body(card, sheet));
  let timer;
  let left = false;
  const user = phone.user;
  const before = bills(user).then(found => found[0]?.transaction_id, () => undefined);

  async function renew() {
    clearInterval(timer);
    let code;
    try {
      code = await call('POST', '/phone/payment_codes', { user, wallet: 'wechat_pay' });
    } catch (problem) {
      if (!left) phone.show(() => failedScreen(problem, () => phone.show(codeScreen)));
      return;
    }
    if (left) return;
    const seconds = h('span', { class: 'hint' });
    const copy = h('button', { class: 'quiet', type: 'button' }, t('code.copy'));
    copy.addEventListener('click', async () => {
      await navigator.clipboard.writeText(code.code);
      copy.textContent = t('code.copied');
    });
    card.replaceChildren(
      h('img', { src: `/phone-page/barcode/${code.code}.svg`, alt: '', width: 300, height: 84 }),
      h('div', { class: 'digits', id: 'payment-code', 'data-code': code.code }, code.code.replace(/(\d{4})(?=\d)/g, '$1 ')),
      h('img', { src: `/phone-page/qr/${code.code}.svg`, alt: '', width: 176, height: 176 }),
      h('p', { class: 'hint' }, t('code.hint')),
      seconds, copy);
    const count = () => {
      const rest = Math.ceil((new Date(code.expires_at) - Date.now()) / 1000);
      seconds.textContent = t('code.left', { seconds: Math.max(0, rest) });
      if (rest <= 0) renew();
    };
    timer = setInterval(count, 1000);
    count();
  }

  phone.onNews = async () => {
    sheet.replaceChildren(...(phone.me?.prompt ? [promptSheet(phone.me.prompt)] : []));
    const [newest] = await bills(user).catch(() => []);
    if (!left && newest && newest.transaction_id !== await before) phone.show(() => paidScreen(newest));
  };
  renew();
  return () => {
    left = true;
    clearInterval(timer);
  };
}

export function promptSheet(order) {
  return h('div', { class: 'prompt', role: 'alertdialog', 'aria-label': t('prompt.title') },
    h('strong', {}, t('prompt.title')),
    h('div', {}, order.merchant_name),
    h('div', { class: 'amount' }, money(order.amount)),
    h('button', { class: 'main-button', type: 'button', 'data-key': 'confirm', onclick: () => answerPrompt('confirm') }, t('prompt.confirm')),
    h('button', { class: 'second-button', type: 'button', 'data-key': 'decline', onclick: () => answerPrompt('decline') }, t('prompt.decline')));
}
