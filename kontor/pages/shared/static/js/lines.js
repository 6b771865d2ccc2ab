// Adds and removes rows of lines on the page; without this file the same buttons ask the server.
document.addEventListener("click", (event) => {
  const add = event.target.closest("[data-add-line]");
  const remove = event.target.closest("[data-line-remove]");
  const group = add
    ? document.querySelector(`[data-lines="${CSS.escape(add.dataset.addLine)}"]`)
    : remove?.closest("[data-lines]");
  if (!group) return;
  event.preventDefault();
  if (add) addLine(group);
  else removeLine(remove.closest("[data-line]"), group);
  group.dispatchEvent(new Event("input", { bubbles: true }));
});

function addLine(group) {
  const template = group.querySelector("template");
  const total = group.querySelector("[name$=-TOTAL_FORMS]");
  const number = Number(total.value);
  const holder = document.createElement("template");
  holder.innerHTML = template.innerHTML
    .replaceAll("__prefix__", String(number))
    .replaceAll("__number__", String(number + 1));
  const line = holder.content.querySelector("[data-line]");
  template.before(line);
  total.value = String(number + 1);
  line.dispatchEvent(new CustomEvent("lines:added", { bubbles: true }));
  line.querySelector("input:not([type=hidden])").focus();
}

// A removed row stays, hidden and marked as deleted, so that the numbers keep their places.
function removeLine(line, group) {
  const deleted = line.querySelector("[data-line-deleted]");
  if (deleted) deleted.value = "on";
  const visible = [...group.querySelectorAll("[data-line]:not([hidden])")];
  const near = visible[visible.indexOf(line) + 1] ?? visible[visible.indexOf(line) - 1];
  line.hidden = true;
  const name = group.dataset.lines;
  const add = document.querySelector(`[data-add-line="${CSS.escape(name)}"]`);
  (near?.querySelector("input:not([type=hidden])") ?? add)?.focus();
}
