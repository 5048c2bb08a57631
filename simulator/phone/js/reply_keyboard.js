// The bot's own keyboard under the input, and the button that shows and hides it.

import { fill, make, setAttribute } from "./dom.js";
import { icon } from "./icons.js";

/** `press(button)` is called with `{text, request_contact?, request_location?}`. */
export function createReplyKeyboard(press) {
  const element = make("div", { class: "reply-keyboard", role: "group", "aria-label": "Клавиатура бота", hidden: true });
  const toggle = make("button", { type: "button", class: "round", "aria-label": "Клавиатура бота", "aria-pressed": "false", hidden: true }, icon("keyboard"));
  let keyboard = null;

  /** Show another keyboard, or none. */
  function update(next) {
    if (JSON.stringify(next) === JSON.stringify(keyboard)) return;
    keyboard = next;
    const rows = keyboard ? keyboard.keyboard : [];
    element.classList.toggle("tall", Boolean(keyboard) && !keyboard.resize_keyboard && rows.length < 4);
    fill(element, rows.map((row) => make("div", { class: "reply-row" }, row.map(buttonView))));
    toggle.hidden = rows.length === 0;
    unfold(rows.length > 0);
  }

  function buttonView(button) {
    const pressed = () => {
      press(button);
      if (keyboard && keyboard.one_time_keyboard) unfold(false);
    };
    return make("button", { type: "button", class: "reply-button", title: button.text, on: { click: pressed } }, button.text);
  }

  function unfold(open) {
    const hadFocus = element.contains(document.activeElement);
    element.hidden = !open;
    setAttribute(toggle, "aria-pressed", String(open));
    if (hadFocus && !open && !toggle.hidden) toggle.focus();
  }

  toggle.addEventListener("click", () => unfold(element.hidden));
  return { element, toggle, update };
}
