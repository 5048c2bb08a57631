// Short words over a phone: answers to callback queries and refusals of the simulator.

import { make } from "./dom.js";

const SHOWN_FOR_MS = 4500;

/** A live region and the function that shows a text in it for a few seconds. */
export function createToasts() {
  const region = make("div", { class: "toasts", role: "status", "aria-live": "polite" });
  function show(text) {
    const toast = make("div", { class: "toast" }, text);
    region.append(toast);
    window.setTimeout(() => toast.remove(), SHOWN_FOR_MS);
  }
  return { region, show };
}
