// Turns a button with data-passkey into a WebAuthn ceremony: options from the server, the credential back in the button's form.
(() => {
  const supported = () => window.isSecureContext && 'PublicKeyCredential' in window
    && typeof PublicKeyCredential.parseCreationOptionsFromJSON === 'function'

  const ceremony = {
    create: (options) => navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) }),
    get: (options) => navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) }),
  }

  const run = async (button) => {
    const form = button.form
    const token = new FormData()
    for (const field of form.querySelectorAll('input[type=hidden]')) if (field.name !== 'credential') token.append(field.name, field.value)
    const answer = await fetch(button.dataset.options, { method: 'POST', body: token, credentials: 'same-origin' })
    if (!answer.ok) throw new Error(`the server answered ${answer.status}`)
    const credential = await ceremony[button.dataset.passkey](await answer.json())
    form.elements.namedItem('credential').value = JSON.stringify(credential)
    form.submit()
  }

  for (const button of document.querySelectorAll('button[data-passkey]')) {
    button.addEventListener('click', async () => {
      if (!button.form.reportValidity()) return
      if (!supported()) {
        button.form.querySelector('[data-unsupported]').hidden = false
        return
      }
      button.disabled = true
      try {
        await run(button)
      } catch (error) {
        // The person changed their mind, or the device has no passkey for us: the form stays as it is.
        console.warn(error)
        button.disabled = false
      }
    })
  }
})()
