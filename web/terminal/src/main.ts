import { createApp } from 'vue'
import App from './app/App.vue'
import { takeCredential } from './app/credential'
import { createTill, tillKey } from './app/till'
import { registerServiceWorker } from './app/update'
import './styles/tokens.css'
import './styles/base.css'

const credential = takeCredential(window)
const till = createTill()
if (credential !== undefined) till.tokens.adopt(credential)
// What the server cannot answer now is asked again when it can be reached.
till.start().catch(() => undefined)
createApp(App).provide(tillKey, till).mount('#app')
registerServiceWorker()
navigator.storage?.persist?.().catch(() => undefined)
