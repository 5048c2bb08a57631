// Short words over a phone: answers to callback queries and refusals of the simulator.

import { make } from "./dom.js";

const SHOWN_FOR_MS = 4500;

/** A live region, `show(text)` that writes in it for a few seconds, and `attempt(work)` that tells why work failed. */
export function createToasts() {
  const region = make("div", { class: "toasts", role: "status", "aria-live": "polite" });

  function show(text) {
    const toast = make("div", { class: "toast" }, text);
    region.append(toast);
    window.setTimeout(() => toast.remove(), SHOWN_FOR_MS);
  }

  // What the simulator refuses is said aloud: nothing a person does may vanish in silence.
  async function attempt(work) {
    try {
      return await work();
    } catch (error) {
      show(error.message);
      return null;
    }
  }

  return { region, show, attempt };
}
