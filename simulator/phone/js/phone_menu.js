// The menu behind a person's name; on a small screen it holds everything the bar holds on a large one.

import { addressOf } from "./address.js";
import { askConfirmation } from "./dialogs.js";
import { fullName } from "./people.js";

/**
 * Entries for the phone of `person` (see menus.js). `desk` gives `world`, `exchange`, `alone` (one person by address),
 * `unreadOf(id)`, and the acts `bring(id)`, `putAway(id)`, `newPerson()`, `newGroup()`, `newChannel(owner)`, `attempt(work)`, `hostOf(id)`.
 */
export function phoneMenu(person, desk) {
  return [
    ...(desk.alone ? [] : peopleItems(person, desk)),
    { label: "Добавить человека…", icon: "plus", run: desk.newPerson },
    { label: "Создать группу…", icon: "group", run: desk.newGroup },
    { label: "Создать канал…", icon: "channel", run: () => desk.newChannel(person) },
    ...channelItems(person, desk),
    "—",
    blockItem(person, desk),
    ...(desk.alone ? [] : placeItems(person, desk)),
    "—",
    { label: "Показать обмен", icon: "exchange", checked: desk.exchange.isOpen(), run: desk.exchange.toggle },
    { label: "Начать всё заново…", icon: "fresh", run: () => startOver(person, desk) },
  ];
}

function peopleItems(current, desk) {
  const items = [...desk.world.people.values()].map((person) => {
    const count = desk.unreadOf(person.id);
    return {
      label: fullName(person),
      hint: count > 0 ? `новых сообщений: ${count}` : null,
      checked: person.id === current.id,
      run: () => desk.bring(person.id),
    };
  });
  return [{ heading: "Чей телефон в руках" }, ...items];
}

/** Channels that this person owns: whether the bot may post there. */
function channelItems(person, desk) {
  const own = desk.world.groupsOf(person.id).filter((group) => group.kind === "channel" && group.members[0] === person.id);
  return own.map((channel) => ({
    label: `Бот публикует в «${channel.title}»`,
    icon: "channel",
    checked: channel.may_post && channel.bot === "administrator",
    run: () => desk.attempt(() => desk.world.control.channelRights(channel.id, !channel.may_post)),
  }));
}

function blockItem(person, desk) {
  const { control } = desk.world;
  if (person.blocked) return { label: "Разблокировать бота", icon: "block", run: () => desk.attempt(() => control.unblock(person.id)) };
  return { label: "Заблокировать бота", icon: "block", run: () => desk.attempt(() => control.block(person.id)) };
}

function placeItems(person, desk) {
  return [
    { label: "Открыть отдельно", icon: "window", run: () => window.open(addressOf(person.id), "_blank", "noopener") },
    { label: "Убрать телефон со стола", icon: "hide", run: () => desk.putAway(person.id) },
  ];
}

async function startOver(person, desk) {
  const agreed = await askConfirmation(desk.hostOf(person.id), {
    title: "Начать всё заново?",
    text: "Все переписки в симуляторе будут стёрты. Данные самого бота останутся.",
    agree: "Стереть",
  });
  if (agreed) await desk.attempt(() => desk.world.startOver());
}
