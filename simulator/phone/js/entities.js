// Turns a text with Telegram entities into elements; offsets count UTF-16 units, which is what JavaScript strings have.

import { make } from "./dom.js";
import { safeAddress } from "./links.js";

const WRAPPERS = {
  bold: () => make("strong"),
  italic: () => make("em"),
  underline: () => make("u"),
  strikethrough: () => make("s"),
  code: () => make("code"),
  pre: () => make("pre"),
  blockquote: () => make("blockquote"),
  expandable_blockquote: () => make("blockquote"),
  spoiler: () => spoiler(),
  mention: () => make("span", { class: "reference" }),
  text_mention: () => make("span", { class: "reference" }),
  hashtag: () => make("span", { class: "reference" }),
  cashtag: () => make("span", { class: "reference" }),
};

/**
 * A fragment for `text`; `actions.command(text)` runs when a bot command is pressed and `actions.open(address, event)`
 * may keep a link inside the phone.
 */
export function formatted(text, entities, actions) {
  const fragment = document.createDocumentFragment();
  const ordered = [...(entities || [])].sort((a, b) => a.offset - b.offset || b.length - a.length);
  renderRange(fragment, text, 0, text.length, ordered, actions);
  return fragment;
}

function renderRange(parent, text, from, to, entities, actions) {
  let position = from;
  let rest = entities;
  while (rest.length > 0) {
    const [entity, ...others] = rest;
    const start = Math.max(entity.offset, position);
    const end = Math.min(entity.offset + entity.length, to);
    rest = others;
    if (end <= start) continue;
    parent.append(text.slice(position, start));
    const inside = others.filter((other) => other.offset < end);
    rest = others.filter((other) => other.offset >= end);
    const wrapper = wrap(entity, text.slice(start, end), actions);
    renderRange(wrapper, text, start, end, inside, actions);
    parent.append(wrapper);
    position = end;
  }
  parent.append(text.slice(position, to));
}

function wrap(entity, covered, actions) {
  if (entity.type === "bot_command") return command(covered, actions);
  if (entity.type === "url") return link(withScheme(covered), actions);
  if (entity.type === "text_link") return link(entity.url, actions);
  if (entity.type === "email") return link(`mailto:${covered}`, actions);
  if (entity.type === "phone_number") return link(`tel:${covered.replace(/[^+\d]/g, "")}`, actions);
  return (WRAPPERS[entity.type] || (() => make("span")))();
}

function withScheme(address) {
  return /^[a-z][a-z0-9+.-]*:/i.test(address) ? address : `https://${address}`;
}

function link(address, actions) {
  const href = safeAddress(address);
  if (href === null) return make("span");
  return make("a", {
    href,
    target: "_blank",
    rel: "noopener noreferrer",
    on: { click: (event) => actions.open(href, event) },
  });
}

function command(text, actions) {
  return make("button", { type: "button", class: "command", on: { click: () => actions.command(text) } });
}

function spoiler() {
  const cover = make("span", { class: "spoiler", role: "button", tabindex: "0", "aria-label": "Скрытый текст, показать" });
  const reveal = () => {
    cover.classList.add("revealed");
    for (const name of ["role", "tabindex", "aria-label"]) cover.removeAttribute(name);
  };
  cover.addEventListener("click", reveal);
  cover.addEventListener("keydown", (event) => {
    if (event.key === "Enter" || event.key === " ") reveal();
  });
  return cover;
}
