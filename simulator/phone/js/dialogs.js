// Modal windows: the bot's alert, a question, a small form. Focus stays inside until one is closed and then returns.

import { freshId, make } from "./dom.js";
import { reachable, rememberFocus, trapTab } from "./focus.js";

/**
 * Open a window over `host`; `build(close)` returns its content. Resolves with what `close(value)` was given, or null
 * after Escape.
 */
function openDialog(host, { title, role = "dialog", build }) {
  return new Promise((resolve) => {
    const titleId = freshId("title");
    const giveFocusBack = rememberFocus(() => host.querySelector("[data-focus-fallback]"));
    const close = (value) => {
      curtain.remove();
      giveFocusBack();
      resolve(value);
    };
    const heading = make("h2", { id: titleId, class: "dialog-title" }, title);
    const panel = make(
      "div",
      { class: "dialog", role, "aria-modal": "true", "aria-labelledby": titleId },
      heading,
      build(close),
    );
    const curtain = make("div", { class: "curtain" }, panel);
    curtain.addEventListener("keydown", (event) => {
      if (event.key === "Escape") {
        event.stopPropagation();
        close(null);
      } else trapTab(event, panel);
    });
    host.append(curtain);
    const preferred = panel.querySelector("[data-first]") || reachable(panel)[0];
    if (preferred) preferred.focus();
  });
}

function actions(...buttons) {
  return make("div", { class: "dialog-actions" }, buttons);
}

function cancel(close) {
  return make("button", { type: "button", class: "quiet", on: { click: () => close(null) } }, "Отмена");
}

/** Show a callback answer with `show_alert`: one text, one button. */
export function showAlert(host, title, text) {
  return openDialog(host, {
    title,
    role: "alertdialog",
    build: (close) => [
      make("p", { class: "dialog-text" }, text),
      actions(make("button", { type: "button", class: "strong", on: { click: () => close(true) } }, "Понятно")),
    ],
  });
}

/** Ask yes or no; resolves with true or null. */
export function askConfirmation(host, { title, text, agree }) {
  return openDialog(host, {
    title,
    role: "alertdialog",
    build: (close) => [
      make("p", { class: "dialog-text" }, text),
      actions(
        cancel(close),
        make("button", { type: "button", class: "strong", "data-first": true, on: { click: () => close(true) } }, agree),
      ),
    ],
  });
}

/**
 * Ask for a few fields; resolves with the filled form's FormData or null.
 * A field is `{name, label, value, hint, required, type, step, rows}` or a list of boxes `{name, label, choices: [{value, label}]}`.
 */
export function askForm(host, { title, fields, agree }) {
  return openDialog(host, {
    title,
    build: (close) => {
      const form = make(
        "form",
        { class: "dialog-form" },
        fields.map((field) => (field.choices ? boxes(field) : line(field))),
        actions(cancel(close), make("button", { type: "submit", class: "strong" }, agree)),
      );
      form.addEventListener("submit", (event) => {
        event.preventDefault();
        close(new FormData(form));
      });
      return form;
    },
  });
}

function line({ name, label, value = "", hint, required = false, type = "text", step, rows }) {
  const id = freshId("field");
  const shared = { id, name, required, autocomplete: "off" };
  const input = rows
    ? make("textarea", { ...shared, rows, class: "field" }, value)
    : make("input", { ...shared, type, step, value, class: "field" });
  return make("div", { class: "field-group" }, make("label", { for: id }, label), input, hint && make("small", {}, hint));
}

function boxes({ name, label, choices }) {
  return make(
    "fieldset",
    { class: "field-group" },
    make("legend", {}, label),
    choices.map((choice) =>
      make("label", { class: "box" }, make("input", { type: "checkbox", name, value: choice.value, checked: true }), choice.label),
    ),
  );
}

/** Offer pictures or words as big buttons; resolves with the chosen value or null. */
export function askChoice(host, { title, choices }) {
  return openDialog(host, {
    title,
    build: (close) => [
      make(
        "div",
        { class: "choice-grid" },
        choices.map(({ value, label, name }) =>
          make("button", { type: "button", class: "choice", "aria-label": name, on: { click: () => close(value) } }, label),
        ),
      ),
      actions(cancel(close)),
    ],
  });
}
