"""Where everything is kept: SQLAlchemy on SQLite and PostgreSQL."""
