// Keeps the summary beside the form true while someone types: 300 ms after the last change the
// form is sent to `data-summary`, and the answer (parts/order_summary.html) replaces the inside
// of the summary. The focus is never touched; one short sentence is announced politely.
import { withoutFiles } from "./draft.js";

const PAUSE = 300;

for (const form of document.querySelectorAll("form[data-summary]")) {
  let timer;
  let running;

  const ask = async () => {
    running?.abort();
    running = new AbortController();
    try {
      const answer = await fetch(form.dataset.summary, {
        method: "POST",
        body: withoutFiles(form),
        signal: running.signal,
      });
      if (answer.ok) show(await answer.text());
    } catch (fault) {
      // Off line or overtaken by newer typing: the page works on, the next pause asks again.
      if (fault.name !== "AbortError" && !(fault instanceof TypeError)) throw fault;
    }
  };

  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  };
  form.addEventListener("input", later);
}

function show(html) {
  const page = new DOMParser().parseFromString(html, "text/html");
  for (const fill of page.querySelectorAll("[data-fill]")) {
    const place = document.getElementById(fill.dataset.fill);
    if (place && place.textContent !== fill.textContent) place.textContent = fill.textContent;
    fill.remove();
  }
  const target = document.querySelector("[data-summary-target]");
  const bar = page.querySelector("[data-summary-bar]");
  if (!target || !bar) return;
  const gross = bar.querySelector(".amount").textContent;
  const brief = bar.querySelector("[data-brief]").textContent;
  document.querySelector("[data-summary-gross]").textContent = gross;
  document.querySelector("[data-summary-brief]").textContent = brief;
  const before = target.textContent;
  for (const open of target.querySelectorAll("details[id][open]")) {
    page.getElementById(open.id)?.setAttribute("open", "");
  }
  target.replaceChildren(...page.body.childNodes);
  if (target.textContent !== before) {
    document.querySelector("[data-summary-said]").textContent = `${gross}. ${brief}`;
  }
}
