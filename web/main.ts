import { createApp, watchEffect } from 'vue';
import App from './App.vue';
import { router } from './router.ts';
import './style/tokens.css';
import './style/base.css';
import './style/print.css';
import { language, largeType } from './words.ts';

watchEffect(() => {
  const { documentElement: root } = document;
  root.lang = language.value === 'zh' ? 'zh-CN' : 'en';
  root.toggleAttribute('data-large', largeType.value);
});

createApp(App).use(router).mount('#app');
