// When a report can be seen, and hence is worth loading.

/** How far below the viewport a lazy report starts to load. */
const MARGIN = "300px";

/** @param {Element} element */
const isRendered = (element) => element.checkVisibility() || getComputedStyle(element).display === "contents";

/**
 * Calls `onVisible` as soon as the element is rendered and, if it is lazy, near the viewport: at once, or later. The
 * returned function ends the wait.
 * @param {Element} element
 * @param {boolean} isLazy
 * @param {() => void} onVisible
 */
export function whenVisible(element, isLazy, onVisible) {
  if (!isLazy && isRendered(element)) {
    onVisible();
    return () => {};
  }
  const observer = isLazy
    ? new IntersectionObserver((entries) => entries.some(({ isIntersecting }) => isIntersecting) && end(), {
        rootMargin: MARGIN,
      })
    : new ResizeObserver(() => isRendered(element) && end());
  const stop = () => observer.disconnect();
  const end = () => {
    stop();
    onVisible();
  };
  observer.observe(element);
  return stop;
}
