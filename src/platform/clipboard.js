// The clipboard. `navigator.clipboard` needs a secure page and may be refused to frames and to pages without focus;
// `execCommand("copy")` needs less.

function deepActiveElement() {
  let element = document.activeElement;
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  return element;
}

/**
 * Copies a text; `false` if the browser refuses.
 * @param {string} text
 * @returns {Promise<boolean>}
 */
export async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copySelection(text);
  }
}

/**
 * Copies a text by selecting it in a temporary field.
 * @param {string} text
 */
function copySelection(text) {
  const focused = deepActiveElement();
  const field = document.createElement("textarea");
  field.value = text;
  field.readOnly = true;
  Object.assign(field.style, { position: "fixed", insetBlockStart: "0", opacity: "0" });
  containerFor(focused).append(field);
  try {
    field.select();
    return document.execCommand("copy");
  } catch {
    return false;
  } finally {
    field.remove();
    if (focused instanceof HTMLElement) focused.focus({ preventScroll: true });
  }
}

/**
 * Where a temporary field can be selected. Outside a modal dialog everything is inert, so it has to be beside the
 * control that the user pressed.
 * @param {Element | null} focused
 * @returns {Node & ParentNode}
 */
function containerFor(focused) {
  const root = focused?.getRootNode();
  if (root instanceof ShadowRoot) return root;
  return focused?.closest("dialog") ?? document.body;
}
