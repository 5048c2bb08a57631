"""When the place where everything is kept cannot be reached."""


class OutageError(Exception):
    """Storage could not be reached or could not write; nothing was changed. The cause is chained."""
