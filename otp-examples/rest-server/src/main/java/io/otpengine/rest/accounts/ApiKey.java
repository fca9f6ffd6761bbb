package io.otpengine.rest.accounts;

import java.time.Instant;
import java.util.Optional;

/**
 * An API key as it is kept: without the key.
 *
 * @param id what it is revoked by
 * @param account the account it opens
 * @param name for people
 * @param created when it was made
 * @param revoked when it was revoked, or empty
 */
public record ApiKey(String id, String account, String name, Instant created, Optional<Instant> revoked) {}
