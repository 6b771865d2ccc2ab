// What the scripts of the order form share: the form as typed, and an answer that kept it.

// The form without its files; they travel only with a button, or when they are chosen (proofs.js).
export function withoutFiles(form) {
  const data = new FormData(form);
  for (const [name, value] of [...data]) if (value instanceof File) data.delete(name);
  return data;
}

// The page in an answer that kept the draft. It may carry new values of hidden fields (the version
// of the draft) by data-set; the header X-Draft-Url says where the draft lives from now on.
export async function kept(answer, form) {
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const set of page.querySelectorAll("[data-set]")) {
    const field = form.elements.namedItem(set.dataset.set);
    if (field) field.value = set.textContent;
    set.remove();
  }
  const url = answer.headers.get("X-Draft-Url");
  if (url) {
    form.action = url;
    history.replaceState(history.state, "", url);
    for (const next of document.querySelectorAll("form > input[name=next]")) next.value = url;
  }
  return page;
}
