// Lets a toast float bottom left until it is closed, or 10 s after focus and pointer left it.
const STAYS = 10_000;

for (const toast of document.querySelectorAll("[data-toast]")) {
  let timer;
  const leave = () => {
    clearTimeout(timer);
    timer = setTimeout(() => toast.remove(), STAYS);
  };
  const stay = () => clearTimeout(timer);
  toast.classList.add("toast-floating");
  for (const name of ["focusin", "pointerenter"]) toast.addEventListener(name, stay);
  for (const name of ["focusout", "pointerleave"]) toast.addEventListener(name, leave);
  toast.querySelector("[data-toast-close]")?.addEventListener("click", () => toast.remove());
  leave();
}
