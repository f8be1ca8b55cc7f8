const root = document.documentElement;

document.querySelector('#theme-switch')?.addEventListener('click', () => {
  root.dataset['bsTheme'] = root.dataset['bsTheme'] === 'dark' ? 'light' : 'dark';
});
