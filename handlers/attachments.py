"""Files in messages, whatever the messenger calls them."""

from aiogram.types import Message

from surveys.replies import Attached


def attached(message: Message) -> Attached | None:
    """The file of a message; of a photo the largest size."""
    if message.photo:
        largest = message.photo[-1]
        return Attached("photo", largest.file_id, size=largest.file_size or 0)
    for what in ("document", "audio", "voice", "video", "video_note"):
        file = getattr(message, what)
        if file is not None:
            return Attached(what, file.file_id, getattr(file, "file_name", None) or "", file.file_size or 0)
    return None
