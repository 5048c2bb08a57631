// Which addresses may be followed, and which of them stay inside the phone.

const FOLLOWED = ["http:", "https:", "mailto:", "tel:", "tg:"];

/** The address when its scheme is harmless, otherwise null (`javascript:` and the like become plain text). */
export function safeAddress(address) {
  try {
    const parsed = new URL(address, window.location.origin);
    return FOLLOWED.includes(parsed.protocol) ? parsed.href : null;
  } catch (error) {
    return null;
  }
}

/** What a link to this bot starts: the payload ("" without one), or null when it leads elsewhere. */
export function deepLinkPayload(address, botUsername) {
  const parsed = new URL(address);
  const name = (botUsername || "").toLowerCase();
  if (parsed.protocol === "tg:") {
    const sameBot = (parsed.searchParams.get("domain") || "").toLowerCase() === name;
    return sameBot ? parsed.searchParams.get("start") || "" : null;
  }
  const isTelegram = ["t.me", "telegram.me"].includes(parsed.hostname);
  const sameBot = parsed.pathname.replace(/^\/|\/$/g, "").toLowerCase() === name;
  return isTelegram && sameBot ? parsed.searchParams.get("start") || "" : null;
}
