// A form that is on its way takes no second click; its button keeps its width and says so.
const PATIENCE = 15_000; // then it may be sent again: the connection broke, or Escape was pressed
const PATIENCE_WITH_FILES = 1_000; // `data-download`: the answer is a file, and the page stays

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method === "dialog") return;
  if ("sending" in form.dataset) {
    event.preventDefault();
    return;
  }
  form.dataset.sending = "";
  const button = event.submitter?.dataset.busy ? event.submitter : null;
  if (button) busy(button);
  setTimeout(() => {
    delete form.dataset.sending;
    if (button) ready(button);
  }, "download" in form.dataset ? PATIENCE_WITH_FILES : PATIENCE);
});

// A page that comes back from the browser's memory is ready again.
window.addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  for (const form of document.querySelectorAll("form[data-sending]")) delete form.dataset.sending;
  for (const button of document.querySelectorAll("[data-words]")) ready(button);
});

function busy(button) {
  const width = button.getBoundingClientRect().width;
  const words = button.querySelector("span:not(.for-ears)");
  const sign = document.createElement("span");
  sign.className = "button-busy-sign";
  button.dataset.words = words.textContent;
  button.setAttribute("aria-disabled", "true");
  button.style.minWidth = `${width}px`;
  words.textContent = button.dataset.busy;
  button.prepend(sign);
}

function ready(button) {
  button.querySelector(".button-busy-sign")?.remove();
  button.querySelector("span:not(.for-ears)").textContent = button.dataset.words;
  button.removeAttribute("aria-disabled");
  button.style.minWidth = "";
  delete button.dataset.words;
}
