// Files may be dropped anywhere on a page with a form that bears `data-drop`: they go to its file
// field and are sent. Without this file they are chosen in the field.
const form = document.querySelector("form[data-drop]");
const input = form?.querySelector("input[type=file]");

if (input) {
  const place = document.documentElement;
  const carriesFiles = (event) => event.dataTransfer?.types.includes("Files");
  for (const name of ["dragenter", "dragover"]) {
    place.addEventListener(name, (event) => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      show(true);
    });
  }
  place.addEventListener("dragleave", (event) => {
    if (!event.relatedTarget) show(false);
  });
  place.addEventListener("drop", (event) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    show(false);
    input.files = event.dataTransfer.files;
    form.requestSubmit(form.querySelector("[type=submit]"));
  });
}

function show(over) {
  const folded = form.closest("details");
  if (folded && over) folded.open = true;
  form.classList.toggle("drop-over", over);
}
