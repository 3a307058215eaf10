# syntax=docker/dockerfile:1
# The web app needs Node.js to be built, and nothing of it to run.
FROM node:24-bookworm-slim AS build
RUN apt-get update \
 && apt-get install -y --no-install-recommends make python3 python3-pip python3-venv \
 && rm -rf /var/lib/apt/lists/*
WORKDIR /src
# First what changes rarely, so that its layers stay in the cache.
COPY Makefile pyproject.toml LICENSE README.md ./
COPY requirements requirements
COPY tools tools
COPY web web
COPY consult consult
COPY storage storage
COPY server server
RUN make wheel

FROM python:3.13-slim-bookworm
ENV PYTHONUNBUFFERED=1 PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
RUN --mount=type=bind,from=build,source=/src/requirements,target=/requirements \
    pip install -r /requirements/run.txt
RUN --mount=type=bind,from=build,source=/src/dist,target=/dist \
    pip install --no-deps /dist/huizhen-*.whl
RUN useradd --system --uid 10001 --home-dir /var/lib/huizhen --create-home huizhen
USER huizhen
WORKDIR /var/lib/huizhen
ENV HUIZHEN_DATA_DIR=/var/lib/huizhen HUIZHEN_HOST=0.0.0.0 HUIZHEN_PORT=8000 HUIZHEN_LOG_FORMAT=json
VOLUME /var/lib/huizhen
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s \
  CMD ["python", "-c", "import urllib.request as r; r.urlopen('http://127.0.0.1:8000/healthz', timeout=4)"]
CMD ["huizhen", "serve"]
