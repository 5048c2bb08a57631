// The buttons under a bubble. Elements are kept between edits, so focus and the spinner stay where the finger is.

import { make, setAttribute, setText, spoken } from "./dom.js";
import { icon } from "./icons.js";
import { safeAddress } from "./links.js";

/**
 * A keyboard for one message. `press(button, row, column)` is called for a callback button,
 * `open(address, event)` for a link, `refuse(text)` for a kind of button this phone does not have.
 */
export function createInlineKeyboard({ press, open, refuse }) {
  const element = make("div", { class: "inline", role: "group", "aria-label": "Кнопки сообщения", hidden: true });

  /** Show `rows` of buttons; `isWaiting(button, row, column)` tells which of them spin. */
  function update(rows, isWaiting) {
    const hadFocus = element.contains(document.activeElement);
    resize(element, rows.length, () => make("div", { class: "inline-row" }));
    rows.forEach((buttons, row) => {
      const line = element.children[row];
      resize(line, buttons.length, () => make("span"));
      buttons.forEach((button, column) => place(line, button, row, column, isWaiting(button, row, column)));
    });
    element.hidden = rows.length === 0;
    if (hadFocus && !element.contains(document.activeElement)) keepFocusNear();
  }

  // A keyboard user must not be thrown to the top of the page when the pressed button is edited away.
  function keepFocusNear() {
    const target = element.querySelector(".inline-button") || element.closest(".log");
    if (target) target.focus({ preventScroll: true });
  }

  function place(line, button, row, column, waiting) {
    const old = line.children[column];
    const tag = button.url ? "A" : "BUTTON";
    const view = old.tagName === tag && old.view ? old.view : createButton(tag);
    if (old !== view.element) old.replaceWith(view.element);
    view.show(button, row, column, waiting);
  }

  function createButton(tag) {
    const label = make("span", { class: "label" });
    const node = tag === "A" ? linkNode(label) : make("button", { type: "button", class: "inline-button" }, label);
    const view = { element: node, show };
    let current = null;
    node.view = view;
    node.addEventListener("click", (event) => {
      if (current.button.url) open(node.href, event);
      else if (current.waiting) event.preventDefault();
      else if (current.button.data === undefined || current.button.data === null) refuse("Такую кнопку этот телефон нажать не умеет");
      else press(current.button, current.row, current.column);
    });

    function show(button, row, column, waiting) {
      current = { button, row, column, waiting };
      setText(label, button.text);
      setAttribute(node, "title", button.text);
      setAttribute(node, "aria-busy", waiting ? "true" : null);
      if (button.url) node.href = safeAddress(button.url) || "about:blank";
      spin(node, waiting);
    }
    return view;
  }

  return { element, update };
}

function linkNode(label) {
  return make("a", { class: "inline-button", target: "_blank", rel: "noopener noreferrer" }, label, icon("link"));
}

function resize(parent, count, create) {
  while (parent.children.length > count) parent.lastChild.remove();
  while (parent.children.length < count) parent.append(create());
}

function spin(node, waiting) {
  const spinner = node.querySelector(".spinner");
  if (waiting && !spinner) node.append(make("span", { class: "spinner" }, spoken("ждём ответа бота")));
  if (!waiting && spinner) spinner.remove();
}
