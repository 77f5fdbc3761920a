import { render } from 'solid-js/web';
import { App } from './frame/app.tsx';

const root = document.querySelector('#app');
if (root !== null) render(() => <App />, root);
