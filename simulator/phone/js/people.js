// How people and chats are named and coloured.

import { make } from "./dom.js";

const TONES = 6;

/** «Мария Петрова» of a person with first and, perhaps, last name. */
export function fullName(person) {
  return [person.first_name, person.last_name].filter(Boolean).join(" ");
}

/** The colour class of a person or chat, the same at every visit. */
export function toneOf(id) {
  return `tone-${Math.abs(Number(id)) % TONES}`;
}

/** A round picture with the first letter. */
export function avatar(id, name) {
  const letter = [...(name || "?")][0].toUpperCase();
  return make("span", { class: `avatar ${toneOf(id)}`, "aria-hidden": "true" }, letter);
}
