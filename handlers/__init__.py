"""The chat: what people tap and type comes in here, screens go out."""
