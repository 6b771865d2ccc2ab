// A box that says "right as it stands" ticks itself when one of the fields it speaks of is changed:
// `data-ticked-by` names them; `parts-on` stands for the field `on` of every row of `parts`.
for (const form of document.querySelectorAll("form:has([data-ticked-by])")) {
  form.addEventListener("input", (event) => {
    const name = event.target.name?.replace(/-\d+-/, "-");
    for (const box of form.querySelectorAll("[data-ticked-by]"))
      if (box.dataset.tickedBy.split(" ").includes(name)) box.checked = true;
  });
}
