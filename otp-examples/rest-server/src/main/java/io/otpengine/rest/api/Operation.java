package io.otpengine.rest.api;

/** What one route does for a known account. */
@FunctionalInterface
interface Operation {
    Answer of(Call call);
}
