// A menu that drops from a button: arrows move, Enter chooses, Escape and a click elsewhere close it.

import { make } from "./dom.js";
import { icon } from "./icons.js";

/**
 * Make `button` open a menu. `items()` is asked at every opening and returns `{label, hint?, icon?, checked?, run}`,
 * `{heading}` or `"—"` for a line. `place` is a class name saying where the menu appears.
 */
export function attachMenu(button, { label, place, items }) {
  const holder = make("div", { class: "menu-holder" });
  let menu = null;
  button.setAttribute("aria-haspopup", "menu");
  button.setAttribute("aria-expanded", "false");

  function close(returnFocus) {
    if (menu === null) return;
    menu.remove();
    menu = null;
    button.setAttribute("aria-expanded", "false");
    document.removeEventListener("pointerdown", closeFromOutside, true);
    if (returnFocus) button.focus();
  }

  function closeFromOutside(event) {
    if (!holder.contains(event.target)) close(false);
  }

  function choose(item) {
    close(true);
    item.run();
  }

  function open() {
    menu = make("div", { class: `menu ${place}`, role: "menu", "aria-label": label }, items().map((item) => entry(item, choose)));
    menu.addEventListener("keydown", (event) => steer(event, menu, close));
    holder.append(menu);
    button.setAttribute("aria-expanded", "true");
    document.addEventListener("pointerdown", closeFromOutside, true);
    const first = menu.querySelector("[aria-checked=true]") || menu.querySelector("button");
    if (first) first.focus();
  }

  button.addEventListener("click", () => (menu === null ? open() : close(true)));
  holder.append(button);
  return holder;
}

function entry(item, choose) {
  if (item === "—") return make("hr", { role: "separator" });
  if (item.heading) return make("div", { class: "menu-heading", role: "presentation" }, item.heading);
  const checkable = item.checked !== undefined;
  return make(
    "button",
    {
      type: "button",
      class: "menu-item",
      role: checkable ? "menuitemcheckbox" : "menuitem",
      "aria-checked": checkable ? String(item.checked) : null,
      tabindex: "-1",
      on: { click: () => choose(item) },
    },
    item.icon && icon(item.icon),
    make("span", { class: "menu-words" }, item.label, item.hint && make("small", {}, item.hint)),
    item.checked && icon("check"),
  );
}

function steer(event, menu, close) {
  const entries = [...menu.querySelectorAll("button")];
  const at = entries.indexOf(document.activeElement);
  const moves = {
    ArrowDown: (at + 1) % entries.length,
    ArrowUp: (at - 1 + entries.length) % entries.length,
    Home: 0,
    End: entries.length - 1,
  };
  if (event.key in moves) {
    event.preventDefault();
    entries[moves[event.key]].focus();
  } else if (event.key === "Escape" || event.key === "Tab") {
    event.stopPropagation();
    if (event.key === "Escape") event.preventDefault();
    close(true);
  }
}
