// One phone: a person, the chat that is open on it, and everything that can be touched.

import { createComposer } from "./composer.js";
import { Conversation } from "./conversation.js";
import { showAlert } from "./dialogs.js";
import { make } from "./dom.js";
import { createHeader } from "./header.js";
import { deepLinkPayload } from "./links.js";
import { createLog } from "./log.js";
import { createToasts } from "./toasts.js";
import { acceptDroppedFiles } from "./dropping.js";

const ACTION_WORDS = {
  typing: "печатает…",
  upload_photo: "отправляет фотографию…",
  upload_document: "отправляет файл…",
  upload_voice: "отправляет голосовое…",
  record_voice: "записывает голосовое…",
  upload_video: "отправляет видео…",
  choose_sticker: "выбирает наклейку…",
  find_location: "ищет место…",
};

/**
 * A phone of the person `personId`. `payload` is a deep link waiting for START, or null.
 * `personMenu()` gives the entries of the menu behind the person's name.
 */
export function createPhone({ world, personId, payload, personMenu }) {
  const { control } = world;
  const toasts = createToasts();
  const { attempt } = toasts;
  let pendingStart = payload;
  let action = null;
  let conversation = null;
  const context = {
    viewerId: personId,
    isGroup: false,
    waitingOn: (message, button, row, column) => conversation.isWaiting(message, button, row, column),
    silences: (message) => conversation.silences(message),
    find: (id) => conversation.messages.get(id),
    actions: { press, open, command: (text) => send({ text }), refuse: toasts.show },
  };
  const log = createLog(context);
  const header = createHeader({ world, personId, personMenu, openChat });
  const composer = createComposer({ send, upload, start, unblock, commands: () => world.bot.commands, host: () => element });
  const element = make(
    "section",
    { class: "phone", "aria-label": `Телефон: ${header.personName()}` },
    header.element,
    make("div", { class: "conversation" }, log.list, log.toEnd),
    composer.element,
    toasts.region,
  );

  const watcher = {
    messages: () => log.draw(conversation.ordered()),
    message: (id) => conversation.messages.has(id) && log.touch(conversation.messages.get(id)),
    keyboard: drawFrame,
    action: (name) => {
      action = name;
      drawFrame();
    },
    answered: (answer) => (answer.show_alert ? showAlert(element, world.bot.first_name, answer.text) : toasts.show(answer.text)),
  };

  function openChat(chatId) {
    log.clear();
    action = null;
    conversation = new Conversation(control, personId, chatId, watcher);
    context.isGroup = chatId !== personId;
    drawFrame();
    return attempt(() => conversation.load());
  }

  function send(content) {
    log.toTheEnd();
    return attempt(() => control.send(personId, conversation.chatId, content));
  }

  function upload(file, as) {
    log.toTheEnd();
    return attempt(() => control.upload(personId, conversation.chatId, file, as));
  }

  function start() {
    const payloadNow = pendingStart;
    pendingStart = null;
    drawFrame();
    return attempt(() => control.start(personId, payloadNow));
  }

  function unblock() {
    return attempt(() => control.unblock(personId));
  }

  function press(message, button, row, column) {
    return attempt(() => conversation.press(message, button, row, column));
  }

  // A link to this very bot is followed inside, as a phone does: it opens the private chat and offers START.
  function open(address, event) {
    const linked = deepLinkPayload(address, world.bot.username);
    if (linked === null) return;
    event.preventDefault();
    pendingStart = linked;
    if (conversation.chatId === personId) drawFrame();
    else openChat(personId);
  }

  function mode(person) {
    const group = world.groups.get(conversation.chatId);
    if (group && group.kind === "channel" && group.members[0] !== personId) return "read";
    if (conversation.chatId !== personId) return "write";
    if (person.blocked) return "blocked";
    return pendingStart !== null || !person.started ? "start" : "write";
  }

  function drawFrame() {
    const person = world.people.get(personId);
    if (!person) return;
    const isPrivate = conversation.chatId === personId;
    header.update({ chatId: conversation.chatId, status: action && (ACTION_WORDS[action] || "занят…") });
    log.setEmptyWords(isPrivate && world.bot.description ? world.bot.description : "");
    composer.update({ mode: mode(person), keyboard: conversation.replyKeyboard, hasCommands: world.bot.commands.length > 0 });
  }

  function take(event) {
    if (event.type === "reload") attempt(() => conversation.load());
    else conversation.apply(event);
    if (["reload", "person", "group", "bot"].includes(event.type)) drawFrame();
  }

  const stopWatching = world.watch(take);
  acceptDroppedFiles(element, upload);
  openChat(personId);

  return { element, personId, update: drawFrame, remove: () => { stopWatching(); element.remove(); } };
}
