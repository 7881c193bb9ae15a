// Shows an editor at once how the site reads a figure that was typed. Without this script the first save shows it.
"use strict";

document.addEventListener("change", async (event) => {
  const field = event.target;
  const match = /^(.*)(figure_text|unit)$/.exec(field.name || "");
  if (!match || !field.form) return;
  const part = (name) => field.form.elements.namedItem(match[1] + name);
  const text = part("figure_text");
  const proof = part("figure_read");
  if (!text || !proof || !text.dataset.readsFigure) return;

  const asked = new URLSearchParams({ text: text.value, unit: part("unit")?.value ?? "" });
  const answer = await fetch(`${text.dataset.readsFigure}?${asked}`, { headers: { Accept: "application/json" } });
  if (!answer.ok) return;
  const { reading, message } = await answer.json();
  const shown = proof.parentElement.querySelector("output");
  proof.value = reading;
  shown.textContent = message || reading || "–";
  shown.classList.toggle("not-understood", message !== "");
});
