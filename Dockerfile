# The bot in a container. Answers are kept in /data unless BOT_DATABASE_URL says otherwise.
FROM python:3.12-slim AS build
WORKDIR /build
COPY requirements.txt .
RUN python -m venv /venv && /venv/bin/pip install --no-cache-dir --require-hashes -r requirements.txt

FROM python:3.12-slim
RUN useradd --system --uid 10001 --home-dir /data --shell /usr/sbin/nologin bot \
    && mkdir /data && chown bot /data
COPY --from=build /venv /venv
WORKDIR /app
COPY workbooks workbooks
COPY people people
COPY surveys surveys
COPY delivery delivery
COPY reports reports
COPY storage storage
COPY handlers handlers
COPY bot bot
ENV PATH=/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    BOT_DATABASE_URL=sqlite+aiosqlite:////data/bot.sqlite3 \
    BOT_LISTEN=0.0.0.0:8080
USER bot
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s CMD ["python", "-m", "bot.probe"]
CMD ["sh", "-c", "python -m bot migrate && exec python -m bot run"]
