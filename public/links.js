// A part of the page that does not come, because a new version has taken its place or the connection broke off, ends the page's
// script. The link that was pressed is then followed as without scripts. Nothing typed since is lost by that.
let pressed;
addEventListener('click', ({ target }) => (pressed = target.closest('a[href]')?.href), true);
addEventListener('input', () => (pressed = undefined), true);

function follow(error) {
  if (pressed && error instanceof WebAssembly.RuntimeError) location.assign(pressed);
}
addEventListener('error', ({ error }) => follow(error));
addEventListener('unhandledrejection', ({ reason }) => follow(reason));
