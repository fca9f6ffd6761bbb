package io.otpengine.sms;

import io.otpengine.InvalidRequestException;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a gateway talks HTTP. Requests are HTTP/1.1 POSTs, answers are read to 64 KB, redirects are not followed.
 *
 * <p>Immutable; each setter returns a copy.
 *
 * @param connect the longest time a connection may take to open, and before that, up to half of the attempt, the name
 *     of the host to be found; above zero, at most one minute; to open, an injected client has a time of its own
 * @param attempt the longest time from before the host's name is looked up, over connection and TLS, to the last byte of
 *     the answer; above zero, at most one minute
 * @param client the client to use, {@code null} for one of the gateway's own
 */
public record HttpOptions(
        Duration connect, Duration attempt, @Nullable HttpClient client) {
    private static final Duration MOST = Duration.ofMinutes(1);

    /**
     * Checks the values.
     *
     * @param connect the longest time a connection may take to open
     * @param attempt the longest time for one attempt
     * @param client the client to use, or {@code null}
     * @throws InvalidRequestException if a time is out of range or the client follows redirects
     */
    public HttpOptions {
        Durations.check("connect", connect, MOST);
        Durations.check("attempt", attempt, MOST);
        if (client != null && client.followRedirects() != Redirect.NEVER) {
            throw InvalidRequestException.malformed(
                    "client", "must not follow redirects, which would carry codes to other hosts");
        }
    }

    /**
     * Two seconds to connect, five for all.
     *
     * @return the options
     */
    public static HttpOptions recommended() {
        return new HttpOptions(Duration.ofSeconds(2), Duration.ofSeconds(5), null);
    }

    /**
     * Sets the time to connect.
     *
     * @param longest above zero, at most one minute
     * @return a copy with it
     * @throws InvalidRequestException if it is null or out of range
     */
    public HttpOptions connect(Duration longest) {
        return new HttpOptions(longest, attempt, client);
    }

    /**
     * Sets the time for one attempt.
     *
     * @param longest above zero, at most one minute
     * @return a copy with it
     * @throws InvalidRequestException if it is null or out of range
     */
    public HttpOptions attempt(Duration longest) {
        return new HttpOptions(connect, longest, client);
    }

    /**
     * Sets the client, with its own proxy, trust store, executor and time to connect.
     *
     * @param shared a client that does not follow redirects; it stays the caller's
     * @return a copy with it
     * @throws InvalidRequestException if it follows redirects
     */
    public HttpOptions client(HttpClient shared) {
        return new HttpOptions(connect, attempt, shared);
    }
}
