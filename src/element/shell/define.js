// Defines the element.

const NAME = "bounces-report";

/**
 * Defines a class as <bounces-report>, unless the name is defined already.
 * @param {CustomElementConstructor} elementClass
 */
export function define(elementClass) {
  if (!customElements.get(NAME)) customElements.define(NAME, elementClass);
}
