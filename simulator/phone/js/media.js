// What a message carries besides words: a picture, a file card, a voice, a place, a sticker, a contact.

import { make } from "./dom.js";
import { icon } from "./icons.js";

/** What to show for `media` of a message, or null. */
export function mediaView(media) {
  if (!media) return null;
  return (VIEWS[media.kind] || fileCard)(media);
}

/** Stickers stand on the wall without a bubble. */
export function isBare(media) {
  return Boolean(media) && media.kind === "sticker";
}

const VIEWS = { photo, video, voice: sound, audio: sound, location: place, sticker, contact };

function photo(media) {
  return make(
    "a",
    { href: media.url, target: "_blank", rel: "noopener", "aria-label": "Фотография, открыть в новой вкладке" },
    make("img", { class: "picture", src: media.url, alt: "Фотография", width: media.width, height: media.height }),
  );
}

function video(media) {
  return make("video", { class: "picture", src: media.url, controls: true, preload: "metadata" });
}

function fileCard(media) {
  const name = media.file_name || "Файл";
  return make(
    "a",
    { class: "card", href: media.url, download: name, "aria-label": `Скачать файл ${name}, ${sizeOf(media.size)}` },
    picture("download"),
    words(name, sizeOf(media.size)),
  );
}

function sound(media) {
  const player = make("audio", { src: media.url, preload: "none" });
  const sign = picture("play");
  const note = make("small", {}, soundNote(media));
  const title = media.kind === "voice" ? "Голосовое сообщение" : media.file_name || "Звукозапись";
  const button = make(
    "button",
    { type: "button", class: "card", on: { click: () => (player.paused ? player.play().catch(refuse) : player.pause()) } },
    sign,
    make("span", { class: "card-words" }, make("span", { class: "card-title" }, title), note),
  );
  const show = (name) => () => sign.replaceChildren(icon(name));
  const refuse = () => {
    note.textContent = "Этот браузер не может проиграть запись";
  };
  player.addEventListener("play", show("pause"));
  player.addEventListener("pause", show("play"));
  player.addEventListener("ended", show("play"));
  return button;
}

function soundNote(media) {
  return [lengthOf(media.duration), sizeOf(media.size)].filter(Boolean).join(", ");
}

function place(media) {
  const words = `${media.latitude}, ${media.longitude}`;
  return [make("div", { class: "map", role: "img", "aria-label": "Место на карте" }, icon("place")), words];
}

function sticker(media) {
  const emoji = make("span", { class: "sticker", role: "img", "aria-label": `Наклейка ${media.emoji || ""}` }, media.emoji || "🙂");
  if (!media.url || !media.size) return emoji;
  // An animated sticker is no picture for a browser: then its emoji stands in.
  const image = make("img", { class: "sticker-picture", src: media.url, alt: `Наклейка ${media.emoji || ""}` });
  image.addEventListener("error", () => image.replaceWith(emoji));
  return image;
}

function contact(media) {
  return make("div", { class: "card" }, picture("person"), words(media.first_name || "Контакт", media.phone_number || ""));
}

function picture(name) {
  return make("span", { class: "card-picture" }, icon(name));
}

function words(title, note) {
  return make("span", { class: "card-words" }, make("span", { class: "card-title" }, title), note && make("small", {}, note));
}

function lengthOf(seconds) {
  if (!seconds) return "";
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

/** «1,4 МБ» of a number of bytes. */
export function sizeOf(bytes) {
  if (bytes === null || bytes === undefined) return "";
  const units = ["Б", "КБ", "МБ", "ГБ"];
  let size = bytes;
  let unit = 0;
  while (size >= 1024 && unit < units.length - 1) {
    size /= 1024;
    unit += 1;
  }
  return `${size.toLocaleString("ru", { maximumFractionDigits: size < 10 && unit > 0 ? 1 : 0 })} ${units[unit]}`;
}
