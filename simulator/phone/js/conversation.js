// What one person knows about one chat: its messages, the reply keyboard, and which presses still wait for an answer.

const ACTION_LASTS_MS = 5000;

/**
 * `watcher` is told `messages()` when the list changed, `message(id)` when one message did, `keyboard()`,
 * `action(name or null)` while the bot is busy, and `answered({text, show_alert})` for this person's presses.
 */
export class Conversation {
  constructor(control, personId, chatId, watcher) {
    this.control = control;
    this.personId = personId;
    this.chatId = chatId;
    this.watcher = watcher;
    this.title = "";
    this.replyKeyboard = null;
    this.messages = new Map();
    this.presses = new Map();
    this.finished = new Set();
    this.actionTimer = null;
    this.localPresses = 0;
  }

  /** Read the whole chat; repeating it loses and doubles nothing, since messages are known by their ids. */
  async load() {
    const chat = await this.control.chat(this.chatId, this.personId);
    this.title = chat.title;
    this.replyKeyboard = chat.reply_keyboard || null;
    this.messages = new Map(chat.messages.filter((message) => !message.deleted).map((message) => [message.id, message]));
    for (const [key, press] of this.presses) if (!press.silent) this.presses.delete(key);
    for (const message of chat.messages) {
      for (const pending of message.pending_callbacks || []) this.startWaiting(pending, message);
    }
    this.watcher.messages();
    this.watcher.keyboard();
  }

  /** Messages in the order of the chat. */
  ordered() {
    return [...this.messages.values()].sort((one, other) => one.id - other.id);
  }

  /** Take one event of the stream; events of other chats are ignored. */
  apply(event) {
    if (event.chat_id !== this.chatId) return;
    const act = ACTS[event.type];
    if (act) act(this, event);
  }

  put(message) {
    const isNew = !this.messages.has(message.id);
    this.messages.set(message.id, message);
    if (isNew) this.watcher.messages();
    else this.watcher.message(message.id);
  }

  remove(messageId) {
    this.messages.delete(messageId);
    this.watcher.messages();
  }

  /** Press a callback button; it waits from this moment on, not from the moment the simulator confirms it. */
  async press(message, button, row, column) {
    this.localPresses += 1;
    const key = `local-${this.localPresses}`;
    this.presses.set(key, { messageId: message.id, data: button.data, row, column, silent: false });
    this.watcher.message(message.id);
    try {
      const { query_id: queryId } = await this.control.press(this.personId, this.chatId, message.id, button.data);
      this.startWaiting({ id: queryId, button: [row, column], person_id: this.personId, data: button.data }, message);
    } finally {
      this.presses.delete(key);
      this.watcher.message(message.id);
    }
  }

  startWaiting(pending, message) {
    if (pending.person_id !== this.personId || this.finished.has(pending.id)) return;
    const [row, column] = pending.button || [null, null];
    this.presses.set(pending.id, { messageId: message.id, data: pending.data, row, column, silent: false });
  }

  stopWaiting(queryId) {
    const press = this.presses.get(queryId);
    this.finished.add(queryId);
    this.presses.delete(queryId);
    if (press) this.watcher.message(press.messageId);
  }

  giveUpWaiting(queryId) {
    const press = this.presses.get(queryId);
    this.finished.add(queryId);
    if (!press) return;
    press.silent = true;
    this.watcher.message(press.messageId);
  }

  /**
   * Does this very button spin? An edit that puts another button in its place stops the spinner, as on a phone.
   * Where the simulator no longer knows the place, the payload alone tells.
   */
  isWaiting(message, button, row, column) {
    return [...this.presses.values()].some((press) => {
      if (press.silent || press.messageId !== message.id || press.data !== button.data) return false;
      return press.row === null || (press.row === row && press.column === column);
    });
  }

  /** How many presses on this message the bot never answered. */
  silences(message) {
    return [...this.presses.values()].filter((press) => press.silent && press.messageId === message.id).length;
  }

  busy(action) {
    window.clearTimeout(this.actionTimer);
    this.watcher.action(action);
    if (action) this.actionTimer = window.setTimeout(() => this.watcher.action(null), ACTION_LASTS_MS);
  }
}

const ACTS = {
  message: (conversation, event) => {
    conversation.busy(null);
    conversation.put(event.message);
  },
  edited: (conversation, event) => conversation.put(event.message),
  deleted: (conversation, event) => conversation.remove(event.message_id),
  callback_pressed: (conversation, event) => {
    const message = conversation.messages.get(event.message_id);
    if (message) conversation.startWaiting(event, message);
    conversation.watcher.message(event.message_id);
  },
  callback_answered: (conversation, event) => {
    conversation.stopWaiting(event.id);
    if (event.person_id === conversation.personId && event.text) conversation.watcher.answered(event);
  },
  callback_expired: (conversation, event) => conversation.giveUpWaiting(event.id),
  keyboard: (conversation, event) => {
    if (event.person_id !== undefined && event.person_id !== conversation.personId) return;
    conversation.replyKeyboard = event.reply_keyboard;
    conversation.watcher.keyboard();
  },
  action: (conversation, event) => conversation.busy(event.action),
};
