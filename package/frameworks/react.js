"use client";
// A component for React 18 and 19 whose objects, functions and events reach the element, also after hydration.

import { createElement, forwardRef, useEffect, useImperativeHandle, useLayoutEffect, useRef } from "react";
import "./index.js";
import { ATTRIBUTES, EVENTS, PROPERTIES } from "./members.js";

// React 18 warns about layout effects on a server.
const useEffectBeforePaint = typeof document === "undefined" ? useEffect : useLayoutEffect;

export const BouncesReport = forwardRef(function BouncesReport(props, ref) {
  const element = useRef(null);
  const current = useRef(props);
  useImperativeHandle(ref, () => element.current, []);

  // With the id in the HTML of a server, the element would ask the proxy before it gets its `fetcher` or `data`.
  const afterMount = props.fetcher || props.data ? [...PROPERTIES, "campaignActivityId"] : PROPERTIES;
  const rendered = { ref: element };
  for (const [name, value] of Object.entries(props)) {
    if (afterMount.includes(name)) continue;
    if (name in ATTRIBUTES) rendered[ATTRIBUTES[name]] = value;
    else if (name === "className") rendered.class = value;
    else if (!(name in EVENTS)) rendered[name] = value;
  }

  // First, so that somebody listens when the element gets what it loads.
  useEffectBeforePaint(() => {
    const stop = new AbortController();
    for (const [name, event] of Object.entries(EVENTS))
      element.current.addEventListener(event, (fired) => current.current[name]?.(fired), { signal: stop.signal });
    return () => stop.abort();
  }, []);
  useEffectBeforePaint(() => {
    current.current = props;
    for (const name of afterMount) setProperty(element.current, name, props[name]);
  });

  return createElement("bounces-report", rendered);
});

/** The values that the component has set. */
const known = new WeakMap();

/** Sets a property if another value was set before. */
function setProperty(element, name, value) {
  const values = known.get(element) ?? {};
  known.set(element, values);
  if (name in values ? values[name] === value : value === undefined) return;
  values[name] = value;
  element[name] = value;
}
