// Saves a draft on the way: some seconds after the last change, and when the page goes out of
// sight, the form goes to `data-autosave`. The answer is a sentence for [data-autosave-said];
// an answer with the header X-Draft-Url says where the draft lives from now on. Without an answer,
// off line or signed out elsewhere, `data-unsaved` stands there.
import { kept, withoutFiles } from "./draft.js";

const PAUSE = 3000;

for (const form of document.querySelectorAll("form[data-autosave]")) {
  let timer;
  let changed = false;
  let saving = false;
  let again = false;

  const save = async () => {
    clearTimeout(timer);
    again = saving;
    if (!changed || saving) return;
    changed = false;
    saving = true;
    try {
      const answer = await fetch(form.dataset.autosave, {
        method: "POST",
        body: withoutFiles(form),
        keepalive: document.visibilityState === "hidden",
      });
      if (answer.ok && !answer.redirected) show((await kept(answer, form)).body.childNodes);
      else unsaved();
    } catch (fault) {
      unsaved();
      if (!(fault instanceof TypeError)) throw fault;
    } finally {
      saving = false;
    }
    if (again) later();
  };

  const unsaved = () => {
    changed = true;
    show([form.dataset.unsaved ?? ""]);
  };

  const later = () => {
    changed = true;
    clearTimeout(timer);
    timer = setTimeout(save, PAUSE);
  };
  form.addEventListener("input", later);
  form.addEventListener("submit", () => {
    clearTimeout(timer);
    changed = false;
  });
  // Forms that come back to this page (language, the demo's date) wait until the draft is saved,
  // and come back to it.
  document.addEventListener("submit", async (event) => {
    const other = event.target;
    if (other === form || !other.elements.next || !changed || saving) return;
    event.preventDefault();
    await save();
    changed = false;
    other.requestSubmit(event.submitter);
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") save();
  });
}

function show(words) {
  document.querySelector("[data-autosave-said]")?.replaceChildren(...words);
}
