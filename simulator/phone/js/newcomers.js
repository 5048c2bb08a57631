// Adding people, groups and channels to the simulator.

import { askForm } from "./dialogs.js";
import { fullName } from "./people.js";

/** Ask for a name and create the person; resolves with the person or null. */
export async function addPerson(host, control) {
  const form = await askForm(host, {
    title: "Новый человек",
    agree: "Добавить",
    fields: [
      { name: "first_name", label: "Имя", required: true },
      { name: "last_name", label: "Фамилия" },
      { name: "username", label: "Имя пользователя", hint: "латиницей, без @" },
    ],
  });
  if (!form) return null;
  const given = [...form.entries()].map(([name, value]) => [name, value.trim().replace(/^@/, "")]);
  return control.addPerson(Object.fromEntries(given.filter(([, value]) => value !== "")));
}

/** Ask for a title and create a channel of `owner` that everybody in `people` reads; resolves with the channel or null. */
export async function addChannel(host, control, owner, people) {
  const form = await askForm(host, {
    title: "Новый канал",
    agree: "Создать",
    fields: [
      { name: "title", label: "Название", required: true },
      { name: "username", label: "Имя для ссылки", hint: "латиницей, без @; без него канал закрытый" },
      { name: "may_post", label: "Бот в канале — администратор", choices: [{ value: "yes", label: "может публиковать" }] },
    ],
  });
  return (
    form &&
    control.addChannel({
      title: form.get("title").trim(),
      username: form.get("username").trim(),
      may_post: form.has("may_post"),
      owner: owner.id,
      members: people.map((person) => person.id),
    })
  );
}

/** Ask for a title and members and create the group; resolves with the group or null. */
export async function addGroup(host, control, people) {
  const form = await askForm(host, {
    title: "Новая группа",
    agree: "Создать",
    fields: [
      { name: "title", label: "Название", required: true },
      { name: "members", label: "Участники", choices: people.map((person) => ({ value: person.id, label: fullName(person) })) },
    ],
  });
  return form && control.addGroup(form.get("title").trim(), form.getAll("members").map(Number));
}
