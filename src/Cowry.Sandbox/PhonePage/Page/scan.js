// Ways to give the phone a code: text, a picture (chosen, dropped or pasted), the camera.

import { h } from './http.js';
import { t } from './words.js';
import { fill, body, scan } from './phone.js';
import { findQr } from './qr.js';

export function scanScreen() {
  const text = h('textarea', { id: 'scan-text', placeholder: t('scan.placeholder'), spellcheck: 'false', autocomplete: 'off' });
  const go = () => text.value.trim() && scan(text.value.trim());
  const [zone, read] = pictures();
  text.addEventListener('keydown', event => {
    if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      go();
    }
  });
  // Whoever pastes a whole code, or a screenshot of one, wants it read.
  text.addEventListener('paste', event => {
    const picture = [...event.clipboardData.files].find(file => file.type.startsWith('image/'));
    if (picture) read(picture);
    else setTimeout(go);
  });
  const stops = [];
  fill(t('scan.title'), body(
    h('label', { class: 'field' }, t('scan.paste'), text),
    h('button', { class: 'main-button', type: 'button', onclick: go }, t('scan.go')),
    zone,
    navigator.mediaDevices ? camera(stops) : null));
  text.focus();
  return () => stops.forEach(stop => stop());
}

function pictures() {
  const words = h('span', { role: 'status' }, t('scan.drop'));
  const file = h('input', { type: 'file', accept: 'image/*', class: 'seen-by-readers', id: 'scan-picture' });
  const zone = h('label', { class: 'drop' }, words, file);
  const read = async picture => {
    const found = await createImageBitmap(picture).then(findQr).catch(() => null);
    if (found) scan(found);
    else words.textContent = t('scan.nothing');
  };
  file.addEventListener('change', () => file.files[0] && read(file.files[0]));
  zone.addEventListener('dragover', event => {
    event.preventDefault();
    zone.classList.add('over');
  });
  zone.addEventListener('dragleave', () => zone.classList.remove('over'));
  zone.addEventListener('drop', event => {
    event.preventDefault();
    zone.classList.remove('over');
    if (event.dataTransfer.files[0]) read(event.dataTransfer.files[0]);
  });
  return [zone, read];
}

function camera(stops) {
  const place = h('div', { class: 'field' });
  place.append(h('button', { class: 'second-button', type: 'button', onclick: open }, t('scan.camera')));
  return place;

  async function open() {
    let stream;
    try {
      stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } });
    } catch {
      place.querySelector('.problem')?.remove();
      place.append(h('p', { class: 'problem', role: 'alert' }, t('scan.camera.denied')));
      return;
    }
    const video = h('video', { class: 'camera', playsinline: true, muted: true });
    video.srcObject = stream;
    place.replaceChildren(video);
    let looking = true;
    stops.push(() => {
      looking = false;
      stream.getTracks().forEach(track => track.stop());
    });
    await video.play();
    while (looking) {
      const found = await findQr(video).catch(() => null);
      if (found && looking) return scan(found);
      await new Promise(resolve => requestAnimationFrame(resolve));
    }
  }
}
