// Counts the characters of a limited field as the server does: a line break is one character.
for (const input of document.querySelectorAll("[data-count]")) {
  const place = document.getElementById(input.dataset.count);
  if (!place) continue;
  const words = place.textContent.replace(/\d+/, "{n}");
  input.addEventListener("input", () => {
    place.textContent = words.replace("{n}", String([...input.value].length));
    place.classList.toggle("stop", [...input.value].length > Number(place.dataset.limit));
  });
}
