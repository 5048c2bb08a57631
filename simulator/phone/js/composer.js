// Writing: the input that grows, commands, attachments, and the wide button when there is nothing to write to yet.

import { createAttachments } from "./attachments.js";
import { make, setText } from "./dom.js";
import { icon } from "./icons.js";
import { attachMenu } from "./menus.js";
import { createReplyKeyboard } from "./reply_keyboard.js";

/**
 * `acts` are `send(content)`, `upload(file, as)`, `start()`, `unblock()`, `commands()` and `host()`.
 */
export function createComposer(acts) {
  const input = make("textarea", { class: "input", rows: "1", "aria-label": "Сообщение", placeholder: "Сообщение", autocomplete: "off" });
  const send = make("button", { type: "button", class: "round send", "aria-label": "Отправить", disabled: true, on: { click: sendText } }, icon("send"));
  const slash = make("button", { type: "button", class: "round", "aria-label": "Команды бота" }, icon("slash"));
  const commands = attachMenu(slash, { label: "Команды бота", place: "up-left", items: commandItems });
  const attachments = createAttachments(acts);
  const replies = createReplyKeyboard(pressReply);
  const row = make("div", { class: "input-row" }, attachments.element, commands, input, replies.toggle, send);
  const wide = make("button", { type: "button", class: "wide", hidden: true });
  const element = make("div", { class: "composer" }, row, wide, replies.element);

  function commandItems() {
    return acts.commands().map(({ command, description }) => ({
      label: `/${command}`,
      hint: description,
      run: () => acts.send({ text: `/${command}` }),
    }));
  }

  function sendText() {
    const text = input.value.trim();
    if (text === "") return;
    acts.send({ text });
    input.value = "";
    fit();
    input.focus();
  }

  function pressReply(button) {
    if (button.request_contact) acts.send({ contact: true });
    else if (button.request_location) acts.send({ location: { lat: 55.751244, lon: 37.618423 } });
    else acts.send({ text: button.text });
  }

  function fit() {
    input.style.height = "auto";
    input.style.height = `${input.scrollHeight + 2}px`;
    send.disabled = input.value.trim() === "";
  }

  input.addEventListener("input", fit);
  input.addEventListener("keydown", (event) => {
    // While an input method composes a letter, Enter belongs to it.
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    sendText();
  });
  input.addEventListener("paste", (event) => {
    const files = [...event.clipboardData.files];
    if (files.length > 0) event.preventDefault();
    for (const file of files) acts.upload(file, file.type.startsWith("image/") ? "photo" : "document");
  });

  /** `mode` is "write", "read" (a channel of somebody else), "start" or "blocked"; the keyboard is the chat's reply keyboard or null. */
  function update({ mode, keyboard, hasCommands }) {
    const writing = mode === "write";
    const hadFocus = wide === document.activeElement;
    row.hidden = !writing;
    wide.hidden = writing || mode === "read";
    setText(wide, mode === "start" ? "Начать" : "Разблокировать бота");
    wide.onclick = mode === "start" ? acts.start : acts.unblock;
    commands.hidden = !hasCommands;
    replies.update(writing ? keyboard : null);
    input.placeholder = (keyboard && keyboard.input_field_placeholder) || "Сообщение";
    if (hadFocus && writing) input.focus();
  }

  return { element, update };
}
