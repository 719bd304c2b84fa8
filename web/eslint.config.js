import vue from 'eslint-plugin-vue'
import tseslint from 'typescript-eslint'

export default tseslint.config(
  { ignores: ['**/dist/**', '**/node_modules/**', 'shared/src/openapi.d.ts'] },
  ...tseslint.configs.strict,
  ...tseslint.configs.stylistic,
  ...vue.configs['flat/recommended'],
  {
    files: ['**/*.vue'],
    languageOptions: { parserOptions: { parser: tseslint.parser } },
  },
  {
    rules: {
      'no-console': 'error',
      eqeqeq: 'error',
      'max-lines': ['error', 300],
      'no-undef': 'off',
      // Layout rules of the template formatter: a short tag may stand on one line.
      'vue/max-attributes-per-line': 'off',
      'vue/singleline-html-element-content-newline': 'off',
      'vue/multiline-html-element-content-newline': 'off',
      // Screens are named after what they are: Cashier, Pairing.
      'vue/multi-word-component-names': 'off',
      'vue/html-self-closing': ['warn', { html: { void: 'always' } }],
      // What a till shows comes from resource files, never from HTML text.
      'vue/no-v-html': 'error',
      // Optional props stay undefined when left out, which their types say.
      'vue/require-default-prop': 'off',
    },
  },
  {
    files: ['terminal/dev/**'],
    languageOptions: { globals: {} },
    rules: { 'no-console': 'off' },
  },
)
