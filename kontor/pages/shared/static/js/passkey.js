// Passkeys: a form with `data-passkey` (create or get) asks the browser before it is sent, and puts
// the answer into its field `credential`. The options stand in `data-passkey-options`, or are
// fetched from `data-passkey-from`. Where passkeys cannot work the form stays hidden.
const able =
  window.isSecureContext &&
  window.PublicKeyCredential?.parseCreationOptionsFromJSON &&
  !/^[\d.]+$|:/.test(location.hostname);

for (const form of document.querySelectorAll("form[data-passkey]")) {
  if (!able) continue;
  form.hidden = false;
  form.parentElement.querySelector("[data-passkey-missing]")?.remove();
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    try {
      form.elements.credential.value = JSON.stringify(await asked(form));
      form.submit();
    } catch (fault) {
      form.querySelector("[data-passkey-said]").textContent = form.dataset.passkeyFailed;
      if (!(fault instanceof DOMException)) throw fault;
    }
  });
}

async function asked(form) {
  const { publicKey } = await options(form);
  if (form.dataset.passkey === "get") {
    const parsed = PublicKeyCredential.parseRequestOptionsFromJSON(publicKey);
    return navigator.credentials.get({ publicKey: parsed });
  }
  // One that signs in by itself: it knows its account, and asks who is there.
  publicKey.authenticatorSelection = {
    ...publicKey.authenticatorSelection,
    residentKey: "required",
    requireResidentKey: true,
    userVerification: "required",
  };
  const parsed = PublicKeyCredential.parseCreationOptionsFromJSON(publicKey);
  return navigator.credentials.create({ publicKey: parsed });
}

async function options(form) {
  if (form.dataset.passkeyOptions) return JSON.parse(form.dataset.passkeyOptions);
  const answer = await fetch(form.dataset.passkeyFrom, { headers: { Accept: "application/json" } });
  return (await answer.json()).request_options;
}
