// The «скрепка» menu: files from the computer and ready-made samples of everything else a person may send.

import { askChoice, askForm } from "./dialogs.js";
import { make } from "./dom.js";
import { icon } from "./icons.js";
import { attachMenu } from "./menus.js";

const STICKERS = [
  ["👍", "Палец вверх"],
  ["😊", "Улыбка"],
  ["🎉", "Праздник"],
  ["❤️", "Сердце"],
  ["🤔", "Задумчивость"],
  ["🙈", "Смущение"],
];

/** The menu button; `send(content)` sends a prepared message, `upload(file, as)` a file, `host()` is the phone. */
export function createAttachments({ send, upload, host }) {
  const chooser = make("input", { type: "file", hidden: true, tabindex: "-1", "aria-hidden": "true" });
  const button = make("button", { type: "button", class: "round", "aria-label": "Прикрепить" }, icon("attach"));
  let uploadsAs = "document";

  function choose(as, accept) {
    uploadsAs = as;
    chooser.accept = accept;
    chooser.value = "";
    chooser.click();
  }

  chooser.addEventListener("change", () => {
    for (const file of chooser.files) upload(file, uploadsAs);
  });

  async function sendSticker() {
    const choices = STICKERS.map(([value, name]) => ({ value, label: value, name }));
    const emoji = await askChoice(host(), { title: "Наклейка", choices });
    if (emoji) send({ sticker: emoji });
  }

  async function sendPlace() {
    const form = await askForm(host(), {
      title: "Место",
      agree: "Отправить",
      fields: [
        { name: "lat", label: "Широта", value: "55.751244", type: "number", step: "any", required: true },
        { name: "lon", label: "Долгота", value: "37.618423", type: "number", step: "any", required: true },
      ],
    });
    if (form) send({ location: { lat: Number(form.get("lat")), lon: Number(form.get("lon")) } });
  }

  async function sendForwarded() {
    const form = await askForm(host(), {
      title: "Пересланное сообщение",
      agree: "Переслать",
      fields: [{ name: "text", label: "Текст", rows: 3, value: "Коллеги, семинар переносится на четверг.", required: true }],
    });
    if (form) send({ text: form.get("text"), forward: true });
  }

  const items = () => [
    { label: "Фотография…", icon: "photo", run: () => choose("photo", "image/*") },
    { label: "Файл…", icon: "file", run: () => choose("document", "") },
    { label: "Голосовое сообщение", hint: "готовая запись", icon: "voice", run: () => send({ voice: true }) },
    { label: "Место…", icon: "place", run: sendPlace },
    { label: "Наклейка…", icon: "sticker", run: sendSticker },
    { label: "Мой контакт", icon: "contact", run: () => send({ contact: true }) },
    { label: "Пересланное сообщение…", icon: "forward", run: sendForwarded },
  ];

  const holder = attachMenu(button, { label: "Прикрепить", place: "up-left", items });
  holder.append(chooser);
  return { element: holder };
}
