// One message on the wall: its bubble and its buttons, changed in place when the message is edited.

import { clockOf, preciseClockOf } from "./dates.js";
import { fill, make, setText, spoken } from "./dom.js";
import { formatted } from "./entities.js";
import { createInlineKeyboard } from "./inline_keyboard.js";
import { isBare, mediaView } from "./media.js";
import { toneOf } from "./people.js";
import { richView } from "./rich.js";

/**
 * A view of one message. `context` gives `viewerId`, `isGroup`, `waitingOn(message, button, row, column)`,
 * `silences(message)`, `find(id)` of a quoted message, and `actions` of links, commands and buttons.
 */
export function createMessageView(message, context) {
  const own = message.from.id === context.viewerId;
  const bubble = make("div", { class: "bubble" });
  const silence = make("div", { class: "silence", hidden: true });
  let current = message;
  let drawn = null;
  const keyboard = createInlineKeyboard({
    ...context.actions,
    press: (button, row, column) => context.actions.press(current, button, row, column),
  });
  const element = make(
    "div",
    { class: own ? "message own" : "message", role: "article", "data-message": message.id },
    make("div", { class: "stack" }, bubble, keyboard.element, silence),
  );

  /** Bring the view up to date; what did not change is not touched. */
  function update(next) {
    current = next;
    const content = JSON.stringify({ ...next, buttons: null, pending_callbacks: null });
    if (content !== drawn) drawBubble(bubble, next, own, context);
    drawn = content;
    keyboard.update(next.buttons || [], (button, row, column) => context.waitingOn(next, button, row, column));
    const count = context.silences(next);
    silence.hidden = count === 0;
    setText(silence, silenceWords(count));
  }

  update(message);
  return { element, update };
}

function silenceWords(count) {
  if (count === 0) return "";
  return count === 1 ? "Бот не ответил на нажатие" : `Бот не ответил на нажатия: ${count}`;
}

function drawBubble(bubble, message, own, context) {
  const words = message.text || message.caption || "";
  bubble.classList.toggle("bare", isBare(message.media));
  fill(
    bubble,
    authorLine(message, own, context),
    message.forwarded && make("div", { class: "forwarded" }, "Пересланное сообщение"),
    quote(message, context),
    mediaView(message.media),
    richView(message.rich),
    words && make("span", { class: "words" }, formatted(words, message.entities, context.actions)),
    stamp(message),
  );
}

function authorLine(message, own, context) {
  const name = own ? "Вы" : message.from.name;
  if (!context.isGroup || own) return spoken(`${name}: `);
  return make("div", { class: `author ${toneOf(message.from.id)}` }, name, spoken(": "));
}

function quote(message, context) {
  if (!message.reply_to) return null;
  const original = context.find(message.reply_to);
  const words = original ? original.text || original.caption || (original.rich.length > 0 ? "Таблица" : "Вложение") : "Сообщение удалено";
  return make("span", { class: "quote" }, spoken("В ответ на: "), words);
}

function stamp(message) {
  const title = preciseClockOf(message.date);
  return make("span", { class: "stamp", title }, message.edited ? "изменено " : "", clockOf(message.date));
}
