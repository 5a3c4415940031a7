// Passkeys: the browser makes one or answers with one, and the form around sends what it said as any other field.
// Pages show these forms only where this script has found that the browser knows passkeys.
const known = 'PublicKeyCredential' in window;
document.documentElement.toggleAttribute('data-passkeys', known);

const toBytes = (text) =>
  Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), (letter) => letter.charCodeAt(0));

const toText = (buffer) =>
  btoa(Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join(''))
    .replace(/\+/g, '-')
    .replace(/\//g, '_')
    .replace(/=+$/, '');

const withBytes = (keys) => (keys ?? []).map((key) => ({ ...key, id: toBytes(key.id) }));

async function make({ publicKey }) {
  const { id, rawId, type, response } = await navigator.credentials.create({
    publicKey: {
      ...publicKey,
      challenge: toBytes(publicKey.challenge),
      user: { ...publicKey.user, id: toBytes(publicKey.user.id) },
      excludeCredentials: withBytes(publicKey.excludeCredentials),
    },
  });
  return {
    id,
    rawId: toText(rawId),
    type,
    extensions: {},
    response: {
      attestationObject: toText(response.attestationObject),
      clientDataJSON: toText(response.clientDataJSON),
    },
  };
}

async function answer({ publicKey }) {
  const { id, rawId, type, response } = await navigator.credentials.get({
    publicKey: {
      ...publicKey,
      challenge: toBytes(publicKey.challenge),
      allowCredentials: withBytes(publicKey.allowCredentials),
    },
  });
  return {
    id,
    rawId: toText(rawId),
    type,
    extensions: {},
    response: {
      authenticatorData: toText(response.authenticatorData),
      clientDataJSON: toText(response.clientDataJSON),
      signature: toText(response.signature),
      userHandle: response.userHandle ? toText(response.userHandle) : null,
    },
  };
}

// Before anybody else hears of it: the form is sent once the device has answered, as a whole document.
document.addEventListener(
  'submit',
  async (event) => {
    const form = event.target;
    const field = form.querySelector('input[data-passkey]');
    if (!known || !field) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const trouble = form.querySelector('[data-passkey-trouble]');
    if (trouble) trouble.hidden = true;
    try {
      const options = JSON.parse(field.dataset.options);
      field.value = JSON.stringify(await (field.dataset.passkey === 'make' ? make(options) : answer(options)));
      HTMLFormElement.prototype.submit.call(form);
    } catch {
      // Called off by the person, or the device knows no fitting key.
      if (trouble) trouble.hidden = false;
    }
  },
  true,
);
