# Build: everything is compiled from source, SQLite, the PostgreSQL client and its TLS included.
FROM rust:1.95-bookworm AS build
WORKDIR /src
COPY . .
RUN cargo build --release --locked --features pg-tls

# Run: the binary, the system's root certificates and one volume.
FROM debian:bookworm-slim
RUN apt-get update \
 && apt-get install -y --no-install-recommends ca-certificates \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --system --uid 10001 --home-dir /data --create-home houselights
COPY --from=build /src/target/release/houselights /usr/local/bin/houselights
ENV HOUSELIGHTS__SERVER__BIND=0.0.0.0:8080 \
    HOUSELIGHTS__DATABASE__URL=sqlite:///data/houselights.sqlite \
    HOUSELIGHTS__MEDIA__PATH=/data/media
USER houselights
WORKDIR /data
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=60s --timeout=10s --start-period=20s CMD ["houselights", "doctor", "--quiet", "--no-network"]
CMD ["houselights", "serve"]
