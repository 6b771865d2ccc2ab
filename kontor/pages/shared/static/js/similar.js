// While a new client is typed, the clients that look like it are asked for after each pause:
// the form goes to `data-similar`, and the answer replaces [data-similar-target]. Without this
// file they are shown before the client is added.
import { withoutFiles } from "./draft.js";

const PAUSE = 400;

for (const fieldset of document.querySelectorAll("[data-similar]")) {
  const target = fieldset.querySelector("[data-similar-target]");
  let timer;
  let running;

  const ask = async () => {
    running?.abort();
    running = new AbortController();
    try {
      const answer = await fetch(fieldset.dataset.similar, {
        method: "POST",
        body: withoutFiles(fieldset.form),
        signal: running.signal,
      });
      if (answer.ok) target.innerHTML = await answer.text();
    } catch (fault) {
      // Off line or overtaken by newer typing: adding the client asks the server anyway.
      if (fault.name !== "AbortError" && !(fault instanceof TypeError)) throw fault;
    }
  };

  fieldset.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  });
}
