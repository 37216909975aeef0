// Opens the lists of evidence where there is room for them.

/**
 * Opens the disclosures of a section where the style sheet says that there is room for their lists (`--has-room`), and
 * closes them where there is not; each until the user opens or closes it.
 * @param {HTMLElement} section
 */
export function openWhereWide(section) {
  const chosen = new WeakSet();
  const update = () => {
    const hasRoom = getComputedStyle(section).getPropertyValue("--has-room").trim() === "1";
    for (const list of section.querySelectorAll("details")) if (!chosen.has(list)) list.open = hasRoom;
  };
  section.addEventListener("click", ({ target }) => {
    const summary = target instanceof Element ? target.closest("summary") : null;
    if (summary?.parentElement) chosen.add(summary.parentElement);
  });
  // At once, because the observer may report after the first frame.
  update();
  // In the next frame: a change of the section's height within the callback is an error of the page.
  new ResizeObserver(() => requestAnimationFrame(update)).observe(section);
}
