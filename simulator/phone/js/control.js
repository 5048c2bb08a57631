// The simulator's control API as plain functions; what it promises is written in simulator/README.md.

/** The simulator said no, or could not be reached; the message may be shown to a person. */
export class ControlError extends Error {}

async function call(method, path, body) {
  const options = { method, headers: {} };
  if (body instanceof FormData) options.body = body;
  else if (body !== undefined) {
    options.headers["Content-Type"] = "application/json";
    options.body = JSON.stringify(body);
  }
  let response;
  try {
    response = await fetch(`/sim${path}`, options);
  } catch (error) {
    throw new ControlError("Нет связи с симулятором");
  }
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) throw new ControlError(answer.error || `Симулятор ответил отказом (${response.status})`);
  return answer;
}

const get = (path) => call("GET", path);
const post = (path, body = {}) => call("POST", path, body);

export const control = {
  state: () => get("/state"),
  chat: (chatId, viewerId) => get(`/chats/${chatId}?viewer=${viewerId}`),
  addPerson: (person) => post("/people", person),
  addGroup: (title, members) => post("/groups", { title, members }),
  addChannel: (channel) => post("/channels", channel),
  channelRights: (chatId, mayPost) => post(`/channels/${chatId}/rights`, { may_post: mayPost }),
  send: (personId, chatId, content) => post(`/people/${personId}/send`, { chat_id: chatId, ...content }),
  press: (personId, chatId, messageId, data) =>
    post(`/people/${personId}/press`, { chat_id: chatId, message_id: messageId, data }),
  start: (personId, payload) => post(`/people/${personId}/start`, payload ? { payload } : {}),
  block: (personId) => post(`/people/${personId}/block`),
  unblock: (personId) => post(`/people/${personId}/unblock`),
  requests: () => get("/requests"),
  updates: () => get("/updates"),
  unanswered: () => get("/unanswered"),
  repeat: (updateId) => post("/repeat", { update_id: updateId }),
  addFault: (fault) => post("/faults", fault),
  clearFaults: () => call("DELETE", "/faults"),
  floodControl: (on) => post("/flood-control", { on }),
  richMessages: (on) => post("/rich-messages", { on }),
  reset: () => post("/reset"),

  /** Send a File; `as` is "photo" or "document". */
  upload(personId, chatId, file, as) {
    const form = new FormData();
    form.append("file", file, file.name);
    return call("POST", `/people/${personId}/upload?chat_id=${chatId}&as=${as}`, form);
  },
};
