# syntax=docker/dockerfile:1
FROM swift:6.3-bookworm AS build
WORKDIR /src
COPY .ci/setup .ci/build .ci/
RUN .ci/setup
COPY Package.swift ./
COPY Sources Sources
COPY Tests Tests
RUN --mount=type=cache,target=/src/.build \
    binary=$(.ci/build) && install -D "$binary" /image/usr/local/bin/featurize

# The binary is static: nothing else is needed, and nothing else is there to be attacked.
FROM scratch
LABEL org.opencontainers.image.title="featurize" \
      org.opencontainers.image.description="Raw personal data in, features without a person in them out." \
      org.opencontainers.image.licenses="Apache-2.0"
COPY --from=build /image /
ENV PATH=/usr/local/bin
WORKDIR /data
USER 10001:10001
ENTRYPOINT ["featurize"]
CMD ["--help"]
