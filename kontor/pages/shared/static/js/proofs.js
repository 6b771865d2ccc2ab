// On the order form a proof is uploaded as soon as it is chosen: the whole form goes to
// `data-proofs`, which keeps the draft too and answers with the files that it now has. Without
// this file, or without an answer (`data-unsent`), they go with the next button.
import { kept } from "./draft.js";

for (const part of document.querySelectorAll("[data-proofs]")) {
  const input = part.querySelector("input[type=file]");
  const said = part.querySelector("[data-proofs-said]");

  input.addEventListener("change", async () => {
    if (!input.files.length) return;
    const { form } = input;
    said.textContent = part.dataset.uploading;
    try {
      const answer = await fetch(part.dataset.proofs, { method: "POST", body: new FormData(form) });
      if (!answer.ok || answer.redirected) throw new TypeError(answer.statusText);
      const page = await kept(answer, form);
      input.value = "";
      for (const name of ["proofs-list", "proofs-said"]) {
        const now = page.querySelector(`[data-${name}]`);
        part.querySelector(`[data-${name}]`).replaceChildren(...now.childNodes);
      }
      form.dispatchEvent(new Event("input")); // the guarantee in the summary may have changed
    } catch (fault) {
      said.textContent = part.dataset.unsent;
      if (!(fault instanceof TypeError)) throw fault;
    }
  });
}
