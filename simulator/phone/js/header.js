// The top of a phone: which chat is open, what the bot is doing, and whose phone it is.

import { fill, make, setText, spoken } from "./dom.js";
import { icon } from "./icons.js";
import { attachMenu } from "./menus.js";
import { avatar, fullName } from "./people.js";

/** `openChat(chatId)` switches the chat; `personMenu()` gives the entries behind the person's name. */
export function createHeader({ world, personId, personMenu, openChat }) {
  const chatPicture = make("span");
  const chatName = make("span", { class: "name" });
  const status = make("span", { class: "status" });
  const chatButton = make(
    "button",
    { type: "button", class: "chat-button" },
    chatPicture,
    make("span", { class: "name-block" }, spoken("Чат: "), chatName, status),
  );
  const holderPicture = make("span");
  const holderName = make("span", { class: "name" });
  const holder = make("button", { type: "button", class: "holder-button" }, holderPicture, spoken("Телефон: "), holderName, icon("down"));
  let openedChat = personId;

  function chatItems() {
    const chats = [
      { label: world.bot.first_name, hint: "личный чат с ботом", chatId: personId },
      ...world.groupsOf(personId).map((group) => ({ label: group.title, hint: group.kind === "channel" ? "канал" : "группа", chatId: group.id })),
    ];
    return chats.map(({ label, hint, chatId }) => ({ label, hint, checked: chatId === openedChat, run: () => openChat(chatId) }));
  }

  const element = make(
    "header",
    { class: "phone-header" },
    attachMenu(chatButton, { label: "Чаты", place: "down-left", items: chatItems }),
    attachMenu(holder, { label: "Телефон", place: "down-right", items: personMenu }),
  );

  const personName = () => fullName(world.people.get(personId));

  /** `status` is what the bot is doing, or null for the usual line. */
  function update({ chatId, status: doing }) {
    openedChat = chatId;
    const group = world.groups.get(chatId);
    const name = group ? group.title : world.bot.first_name;
    fill(chatPicture, avatar(group ? group.id : world.bot.id, name));
    setText(chatName, name);
    setText(status, doing || (group ? sizeOf(group) : "бот"));
    status.classList.toggle("busy", Boolean(doing));
    fill(holderPicture, avatar(personId, personName()));
    setText(holderName, world.people.get(personId).first_name);
  }

  return { element, update, personName };
}

function sizeOf(group) {
  return group.kind === "channel" ? `подписчиков: ${group.members.length}` : `участников: ${group.members.length + 1}`;
}
