"""Every sentence the bot says, from Fluent files; strict, because a missing one must not reach a chat."""

from handlers.texts.speech import Speech, SpeechError

__all__ = ["Speech", "SpeechError"]
