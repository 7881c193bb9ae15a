// Runs before the first paint, so that a reader who chose a theme never sees the other one flash by.
(() => {
  try {
    const chosen = localStorage.getItem("theme");
    if (chosen === "light" || chosen === "dark") document.documentElement.dataset.theme = chosen;
  } catch {
    // Storage is switched off: the system's preference holds.
  }
})();
