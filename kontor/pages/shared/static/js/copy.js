// Shows the copy buttons where the browser lets a page copy, and says that it was done.
const SHOWN = 4000;

if (navigator.clipboard) {
  for (const button of document.querySelectorAll("[data-copy]")) {
    const word = button.querySelector("[data-copy-word]");
    const usual = word.textContent;
    word.setAttribute("role", "status");
    button.hidden = false;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(button.dataset.copy);
      word.textContent = button.dataset.copied;
      setTimeout(() => {
        word.textContent = usual;
      }, SHOWN);
    });
  }
}
